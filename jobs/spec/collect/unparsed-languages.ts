import { extname } from 'node:path/posix';

/** Languages that are read as text only, by their extensions: what a reader is told of, because no fact comes out of them. */
const names: Readonly<Record<string, string>> = {
  '.kt': 'Kotlin',
  '.kts': 'Kotlin',
  '.scala': 'Scala',
  '.groovy': 'Groovy',
  '.clj': 'Clojure',
  '.rb': 'Ruby',
  '.php': 'PHP',
  '.rs': 'Rust',
  '.c': 'C',
  '.h': 'C or C++',
  '.cc': 'C++',
  '.cpp': 'C++',
  '.cxx': 'C++',
  '.hpp': 'C++',
  '.m': 'Objective-C',
  '.mm': 'Objective-C',
  '.swift': 'Swift',
  '.dart': 'Dart',
  '.vb': 'Visual Basic',
  '.bas': 'Visual Basic',
  '.frm': 'Visual Basic',
  '.cls': 'Visual Basic or Apex',
  '.vbs': 'VBScript',
  '.asp': 'classic ASP',
  '.fs': 'F#',
  '.fsx': 'F#',
  '.pl': 'Perl',
  '.pm': 'Perl',
  '.lua': 'Lua',
  '.r': 'R',
  '.jl': 'Julia',
  '.ex': 'Elixir',
  '.exs': 'Elixir',
  '.erl': 'Erlang',
  '.hs': 'Haskell',
  '.elm': 'Elm',
  '.ml': 'OCaml',
  '.pas': 'Pascal',
  '.dpr': 'Delphi',
  '.cob': 'COBOL',
  '.cbl': 'COBOL',
  '.cpy': 'COBOL',
  '.f90': 'Fortran',
  '.abap': 'ABAP',
  '.pls': 'PL/SQL',
  '.pkb': 'PL/SQL',
  '.pks': 'PL/SQL',
  '.vue': 'Vue',
  '.svelte': 'Svelte',
  '.cshtml': 'Razor',
  '.razor': 'Razor',
  '.aspx': 'ASP.NET Web Forms',
  '.ascx': 'ASP.NET Web Forms',
  '.jsp': 'JSP',
};

/** `12 Kotlin, 3 Scala`, most first; empty if there are none. */
export const unparsedLanguages = (paths: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const name = names[extname(path).toLowerCase()];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
};
