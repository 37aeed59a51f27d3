/**
 * The characters that the compiler's own fonts hold in every style of the document, as ranges of code points. Found by setting
 * each of them under PDF/UA-1, which refuses text that no font can show; \p{M} counts on top of a letter.
 */
const ranges = `
21-7e a1-ac ae-377 37a-37f 384-38a 38c 38e-3a1 3a3-477 47a-482 48a-4f9 4fc-4ff 510-513 51a-51d 531-556 559-55f
561-587 589-58a 5be 5c0 5c3 5c6 5d0-5ea 5ef-5f4 904-939 93d 950 958-961 964-97f e3f e81-e82 e84 e87-e88 e8a e8d
e94-e97 e99-e9f ea1-ea3 ea5 ea7 eaa-eab ead-eb0 eb2-eb3 10d0-10fc 115f-1160 13a0-13f5 13f8-13fd 1d00 1d02
1d07-1d0b 1d0d 1d14 1d16-1d19 1d1c-1d1f 1d2c-1d2e 1d30-1d3c 1d3e-1d5b 1d5d-1d5e 1d60-1d65 1d77-1d78 1d7b
1d80-1dbf 1e00-1e9b 1e9e-1ef9 1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d
1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2010-2027 2030-205e 2070-2071 2074-208e
2090-209c 20a0-20c0 2100-2151 2153-2184 2189 2190-23ff 2422-2423 2500-2600 2605-2606 2609 2612 2619 261b 261e
2621 2627 262d 262f 2638-2653 2660-2667 2669-266f 267e 2680-2689 2695 2698 26a2-26a5 26aa-26ae 26b2 2713 271d
2720 2726 272a 2736 273d 275a 2767 2772-2773 279b 27a1 27c0-2b73 2b76-2b95 2b97-2bff 2c60-2c71 2c74-2c77
2c79-2c7a 2c7c-2cee 2cf2-2cf3 2cf9-2cff 2e18 2e1f 2e22-2e25 2e2e 3012 3016-3017 301a-301b 3030 3164 a46a-a46b
a640-a641 a648-a649 a656-a657 a708-a716 a71b-a727 a72d a730 a735 a789-a78e a790-a791 a7aa a7f8-a7f9 ab66
ab70-abbf fb00-fb06 fb1d fb1f-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4f fe66 ffa0 fffc-fffd 1d400-1d454
1d456-1d49c 1d49e-1d49f 1d4a2 1d4a5-1d4a6 1d4a9-1d4ac 1d4ae-1d4b9 1d4bb 1d4bd-1d4c3 1d4c5-1d505 1d507-1d50a
1d50d-1d514 1d516-1d51c 1d51e-1d539 1d53b-1d53e 1d540-1d544 1d546 1d54a-1d550 1d552-1d6a5 1d6a8-1d7cb
1d7ce-1d7ff 1f6d1 1f780-1f7d8 1f7e0-1f7eb 1f800-1f80b 1f810-1f847 1f850-1f859 1f860-1f887 1f890-1f8ad
1f8b0-1f8b1
`;

const covered = new Set(
  ranges
    .trim()
    .split(/\s+/)
    .flatMap((range) => {
      const [from = '', to = from] = range.split('-');
      const first = Number.parseInt(from, 16);
      return Array.from({ length: Number.parseInt(to, 16) - first + 1 }, (_, index) => first + index);
    }),
);

/** What stands for a character that none of the fonts holds. */
export const missingGlyph = '\u25a1';

/**
 * Text as the PDF prints it, on one line: white space and control characters are a space, what only turns or hides text is dropped,
 * and what no font of the document holds (Chinese, emoji) is a box. Well-formed whatever came in.
 */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cf}|\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/[^ -~]/gu, (char) => (covered.has(char.codePointAt(0) ?? 0) ? char : missingGlyph));
