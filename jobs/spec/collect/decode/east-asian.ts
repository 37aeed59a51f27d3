/**
 * Whether what came out of a reading in Shift-JIS, EUC, GB or Big5 is text: kana, kanji and hangul stand in runs. An accented letter
 * of a Western encoding is taken for such a character, too, but it stands alone among ASCII.
 */
export const isEastAsian = (texts: readonly string[]): boolean => {
  let foreign = 0;
  let eastAsian = 0;
  for (const text of texts) {
    foreign += text.replaceAll(/[\p{ASCII}]/gu, '').length;
    for (const [run] of text.matchAll(
      /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Hangul}ー々・、。（）「」]{2,}/gu,
    ))
      eastAsian += run.length;
  }
  return foreign > 0 && eastAsian / foreign >= 0.7;
};
