import type { PathRule } from './path-rule.ts';

const ending = (extensions: string): RegExp => new RegExp(`\\.(${extensions.trim().split(/\s+/).join('|')})$`, 'i');

/** What is not text, by its extension: none of it is unpacked. */
export const binaries: readonly PathRule[] = [
  {
    pattern: ending(`png jpe?g gif bmp ico webp avif tiff? psd ai eps svgz? heic icns cur xcf sketch fig
      ttf otf woff2? eot mp3 mp4 m4a m4v wav ogg oga ogv webm avi mov mkv flac aac wmv swf fla`),
    reason: 'image, font, sound or film',
  },
  {
    pattern:
      ending(`dll exe so dylib a lib o obj pdb class jar war ear aar nupkg snupkg vsix msi msix cab deb rpm apk ipa dmg iso bin dat wasm
      pyc pyo pyd whl egg node winmd tlb ocx sys ilk exp idb res suo ncb sdf cache`),
    reason: 'binary',
  },
  { pattern: ending('zip gz tgz bz2 xz 7z rar tar lz4 zst br tbz2 txz'), reason: 'archive inside the archive' },
  {
    pattern: ending('pdf docx? xlsx? xlsm pptx? odt ods odp rtf vsdx? one pages numbers key epub chm'),
    reason: 'office document',
  },
  {
    pattern: ending('mdf ldf ndf bak dacpac bacpac sqlite3? db db3 mdb accdb dbf frm ibd parquet avro orc rdb dump'),
    reason: 'database',
  },
  {
    pattern: ending(
      'pem pfx p12 p8 jks keystore truststore bks der crt cer csr snk gpg kdbx ppk pkcs12 publishsettings',
    ),
    reason: 'key or certificate',
  },
];

/** Text that says nothing of what the system does. */
export const besideThePoint: readonly PathRule[] = [
  { pattern: ending('css scss sass less styl pcss'), reason: 'style sheet' },
  {
    pattern: ending('log tmp temp swp swo orig rej pid seed lcov snap user rsuser dotsettings'),
    reason: 'left by a tool',
  },
  { pattern: /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\.eslintcache|\.coverage)$/i, reason: 'left by a tool' },
  { pattern: ending('ipynb geojson topojson xmind drawio excalidraw har'), reason: 'data' },
];

/** What package managers write about what they fetched. */
export const lockFiles: readonly PathRule[] = [
  {
    pattern:
      /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|packages\.lock\.json|project\.assets\.json|paket\.lock|composer\.lock|Gemfile\.lock|poetry\.lock|Pipfile\.lock|uv\.lock|pdm\.lock|conda-lock\.yml|go\.sum|go\.work\.sum|Cargo\.lock|gradle\.lockfile|buildscript-gradle\.lockfile|flake\.lock|\.terraform\.lock\.hcl|mix\.lock|pubspec\.lock|Podfile\.lock)$/i,
    reason: 'lock file',
  },
];
