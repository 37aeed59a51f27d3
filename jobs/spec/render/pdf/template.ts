/**
 * How a specification looks, in Typst (https://typst.app/docs/). Everything it prints is data: `sys.inputs.printed`, JSON of
 * printed.ts; nothing of it becomes markup or code. No file is read and no package imported.
 */
export const template = String.raw`
#let it = json(bytes(sys.inputs.printed))
#let accent = rgb("#1d3b5f")
#let soft = rgb("#4d5866")
#let hair = 0.5pt + rgb("#c3cad3")
#let serif = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "New Computer Modern Math")
#let mono = ("DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern", "New Computer Modern Math")

#set document(
  title: it.title + ": " + it.module + " " + it.version,
  description: "What " + it.module + " does, feature by feature, with the source that says so",
  keywords: ("requirements", "specification"),
  date: if it.date == none { none } else { datetime(year: it.date.at(0), month: it.date.at(1), day: it.date.at(2)) },
)
#set text(font: serif, fallback: false, size: 10.5pt, lang: it.lang, hyphenate: true)
#set text(region: it.region) if it.region != none
#set par(leading: 0.62em, spacing: 0.9em, justify: false)

// Where a long name may go on in the next line: after / . _ - : and before a capital. A break leaves no mark and no character, but space that nobody sees: none at all would be no place to break.
#let piece-of-name = regex("\p{Lu}*[^\p{Lu}/._\-:#,=&?]*[/._\-:#,=&?]*")
#let long-word = regex("\S{26}")
#let pieces(name) = {
  for piece in name.matches(piece-of-name).map(m => m.text).filter(p => p != "") {
    if piece.len() <= 20 { (piece,) } else { piece.clusters().chunks(12).map(chunk => chunk.join()) }
  }
}
// Short pieces stay together: each place to break costs time, and a stump of a name helps no one.
#let breakable(name) = if name.len() <= 11 { name } else {
  let run = ""
  for piece in pieces(name) {
    if run.len() > 8 {
      run
      h(0.0001pt)
      run = ""
    }
    run += piece
  }
  run
}
#show raw: set text(font: mono, size: 1.06em)
#show raw: set text(hyphenate: false)
#show raw.where(block: false): it => breakable(it.text)
#let code(name) = if name != "" { raw(name) }
#let plain(words) = {
  if words.contains(long-word) {
    words.split(" ").map(word => if word.len() > 25 { breakable(word) } else { word }).join(" ")
  } else { words }
}
#let prose(parts) = for (is-code, words) in parts { if is-code { code(words) } else { plain(words) } }
#let go(linked) = if "to" in linked { link(label(linked.to), plain(linked.text)) } else { plain(linked.text) }
#let codes(names) = names.map(code).join(", ")
#let dash = sym.dash.en

#show link: set text(fill: accent, hyphenate: false)
#show heading: set text(fill: accent, weight: "semibold", hyphenate: false)
#show heading: set par(leading: 0.5em)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 1): set block(above: 2.2em, below: 1em)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 2): set block(above: 1.9em, below: 0.8em, sticky: true)
#show heading.where(level: 3): set text(size: 10.5pt)

#let short(words, most) = {
  let all = words.clusters()
  if all.len() <= most { words } else { all.slice(0, most).join() + "…" }
}

// The page: running heads and numbers, but not on the title page.
#let running = context {
  let here-page = here().page()
  let all = query(heading.where(level: 1))
  let begun = all.filter(h => h.location().page() < here-page)
  let shown = if begun.len() > 0 { begun.last() } else { all.at(0, default: none) }
  let first = all.find(h => h.location().page() == here-page)
  // A section that begins at the head of the page is its section; one that begins further down is not yet.
  if first != none and (begun.len() == 0 or first.location().position().y < 40mm) { shown = first }
  set text(size: 8.5pt, fill: soft)
  grid(
    columns: (1fr, auto),
    column-gutter: 1.5em,
    if shown != none { shown.body },
    short(it.module, 60) + " " + short(it.version, 24),
  )
  v(-0.55em)
  line(length: 100%, stroke: hair)
}
#let folio = context {
  set text(size: 8.5pt, fill: soft)
  grid(
    columns: (1fr, auto),
    it.title,
    [#counter(page).display() / #counter(page).final().first()],
  )
}
#set page(paper: "a4", margin: (x: 22mm, top: 26mm, bottom: 24mm), header: none, footer: none)

// Tables: ruled lines, the head again on each page, rows that stay together unless they could not fit.
#set table(stroke: (x, y) => (bottom: hair, top: if y == 0 { 0.8pt + accent }), inset: (x: 4pt, y: 4.5pt), align: left + top)
#show table: set text(size: 9pt, hyphenate: true)
#show table: set par(leading: 0.5em, spacing: 0.5em)
#show table.cell.where(y: 0): set text(weight: "semibold", fill: accent)
#let rows(columns, head, body) = table(
  columns: columns,
  table.header(repeat: true, ..head.map(title => table.cell(breakable: false, title))),
  ..body.flatten(),
)
#let row(whole, ..cells) = cells.pos().map(body => table.cell(breakable: not whole, body))

// Labels speak by word and by shape; colour only underlines.
#let evidence = (
  confirmed: (mark: "\u{25CF}", word: "Confirmed", stroke: 1.6pt + rgb("#1c6b3c"), fill: rgb("#1c6b3c")),
  inferred: (mark: "\u{25CB}", word: "Inferred", stroke: (paint: rgb("#8a5300"), thickness: 1.6pt, dash: "dashed"), fill: rgb("#8a5300")),
  gap: (mark: "\u{2715}", word: "Gap", stroke: (paint: rgb("#a3221b"), thickness: 1.6pt, dash: "dotted"), fill: rgb("#a3221b")),
)
#let badge(mark, word, fill) = box(
  inset: (x: 4pt, y: 0pt), outset: (y: 2.5pt), radius: 2pt, stroke: 0.7pt + fill,
  text(size: 8pt, weight: "semibold", fill: fill, hyphenate: false)[#text(font: mono, size: 0.85em, mark) #word],
)
#let sources(citations) = if citations.len() > 0 {
  set text(size: 8.5pt, fill: soft)
  set par(leading: 0.5em, hanging-indent: 3.6em)
  block(above: 0.7em, par[Source: #codes(citations)])
}

#let statement-block(id, level, stroke, marks, whole, statement, citations, anchor: none) = block(
  width: 100%, breakable: not whole, above: 1.1em, below: 1.1em,
  inset: (left: 10pt, y: 2pt), stroke: (left: stroke),
)[
  #block(sticky: true, below: 0.6em, grid(
    columns: (auto, 1fr), column-gutter: 8pt, align: (left + horizon, left + horizon),
    [#heading(level: level, outlined: false, bookmarked: true, id)#if anchor != none { label(anchor) }],
    marks,
  ))
  #par(statement)
  #sources(citations)
]

// Title page
#page(margin: (x: 28mm, top: 62mm, bottom: 28mm))[
  #set par(justify: false)
  #set text(hyphenate: false)
  #rect(width: 34mm, height: 3pt, fill: accent)
  #v(6mm)
  #{
    show title: set text(size: 15pt, weight: "regular", fill: soft)
    show title: set block(below: 8mm)
    title(it.title)
  }
  #block(below: 8mm, text(size: if it.module.len() > 40 { 22pt } else { 34pt }, weight: "bold", fill: accent, plain(it.module)))
  #block(text(size: 14pt)[Version #plain(it.version)])
  #v(1fr)
  #line(length: 100%, stroke: hair)
  #v(2mm)
  #{
    set text(size: 10pt)
    let fact(name, body) = (text(fill: soft, name), body)
    grid(
      columns: (38mm, 1fr), row-gutter: 3.2mm,
      ..fact([Date], it.dateText),
      ..fact([Source archive], code(it.archive.name)),
      ..fact([SHA-256], code(short(it.archive.sha256, 16))),
      ..fact([Features], str(it.counts.features)),
      ..fact([Requirements], [#it.counts.confirmed confirmed, #it.counts.inferred inferred, #it.counts.gap with no source found; #it.counts.nonFunctional non-functional]),
      ..fact([Data model], [#it.counts.entities #if it.counts.entities == 1 [entity] else [entities]]),
      ..fact([API], [#it.counts.endpoints #if it.counts.endpoints == 1 [endpoint] else [endpoints]]),
    )
    if it.boxes > 0 {
      v(3mm)
      text(size: 8.5pt, fill: soft)[Some characters of the source are in none of this document's fonts and are printed as \u{25A1}; the Markdown edition holds them.]
    }
  }
]

#set page(header: running, footer: folio)

// Contents: features and entities too, unless they are so many that nobody would read them there.
#{
  let second = it.features.len() + it.entities.len()
  show outline.entry.where(level: 1): set block(above: 1.1em)
  show outline.entry.where(level: 1): set text(weight: "semibold")
  show outline.entry.where(level: 2): set text(size: 9.5pt)
  set outline.entry(fill: text(fill: rgb("#9aa4b0"), repeat(gap: 3pt)[.]))
  outline(title: [Contents], depth: if second <= 70 { 2 } else { 1 }, indent: 1.2em)
  if second > 70 {
    set text(size: 9pt, fill: soft)
    [The #it.features.len() features stand in the table of #link(label("section-traceability"), it.sections.traceability) with their requirements; the bookmarks of this file hold all of them.]
  }
}
#pagebreak(weak: true)

#let section(id) = [#heading(level: 1, it.sections.at(id)) #label("section-" + id)]

#section("overview")
#for paragraph in it.overview.purpose { par(prose(paragraph)) }
#for paragraph in it.overview.scope { par(prose(paragraph)) }
#if it.overview.technology.len() > 0 {
  v(0.4em)
  rows((1fr, 2fr), ([Technology], [Evidence]), it.overview.technology.map(((name, detail)) => row(true, prose(name), prose(detail))))
}
#for warning in it.overview.warnings {
  block(width: 100%, inset: (x: 8pt, y: 6pt), stroke: (left: 2pt + rgb("#8a5300")), fill: rgb("#fbf5ea"), par[*Note:* #prose(warning)])
}

#section("functional")
#if it.features.len() > 0 {
  block(width: 100%, inset: 8pt, fill: rgb("#f2f5f8"), radius: 2pt, {
    set text(size: 9pt)
    let said(label, meaning) = (badge(evidence.at(label).mark, evidence.at(label).word, evidence.at(label).fill), meaning)
    grid(columns: (auto, 1fr), column-gutter: 8pt, row-gutter: 8pt, align: horizon,
      ..said("confirmed", [The cited code does it.]),
      ..said("inferred", [Names, comments or structure of the cited code suggest it.]),
      ..said("gap", [It was asked for; nothing in the source was found that does it.]),
    )
  })
}
#for feature in it.features {
  heading(level: 2, plain(feature.heading))
  block(sticky: true)[
    #prose(feature.summary)
    #if "to" in feature.trace [#text(size: 9pt, link(label(feature.trace.to))[Traceability])]
  ]
  for requirement in feature.requirements {
    let look = evidence.at(requirement.label)
    statement-block(
      requirement.id, 3, look.stroke,
      [#badge(look.mark, look.word, look.fill) #if "to" in feature.trace { h(4pt); text(size: 8.5pt, link(label(feature.trace.to))[traced in #plain(feature.trace.text)]) }],
      requirement.whole, prose(requirement.statement), requirement.citations, anchor: requirement.anchor,
    )
  }
}

#section("non-functional")
#show heading.where(level: 2, outlined: false): set text(size: 10.5pt)
#show heading.where(level: 2, outlined: false): set block(above: 0pt, below: 0pt)
#for each in it.nonFunctional {
  let look = if each.evidenced { evidence.confirmed } else { evidence.gap }
  statement-block(
    each.id, 2, look.stroke,
    [#badge(look.mark, if each.evidenced { "Evidenced" } else { "Not evidenced" }, look.fill) #h(4pt) #text(size: 9pt, fill: soft, each.category)],
    each.whole, prose(each.statement), each.citations,
  )
}

#section("data-model")
#if it.entities.len() == 0 [No entity was found in source.]
#for figure-of in it.figures {
  let shown = figure(
    kind: image, supplement: [Figure],
    alt: figure-of.alt,
    image(bytes(figure-of.svg), format: "svg", width: figure-of.width * 1pt, alt: figure-of.alt),
    caption: figure-of.caption,
  )
  show figure.caption: set text(size: 9pt, fill: soft)
  if figure-of.landscape { page(flipped: true, margin: (x: 24mm, top: 24mm, bottom: 20mm), align(center + horizon, shown)) } else { shown }
}
#for entity in it.entities {
  heading(level: 2, code(entity.name))
  if entity.description.len() > 0 { block(sticky: true, prose(entity.description)) }
  block(sticky: true, text(size: 9pt, fill: soft)[#if entity.table != "" [Table #code(entity.table)] else [Source]: #code(entity.citation)])
  if entity.fields.len() > 0 {
    rows((1.5fr, 1.4fr, 1.5fr, 1.8fr), ([Field], [Type], [Constraints], [Description]), entity.fields.map(field => row(
      true, code(field.name), code(field.type), plain(field.constraints), if field.description.len() > 0 { prose(field.description) } else { dash },
    )))
  }
  if entity.relations.len() > 0 {
    rows((1.5fr, 1.4fr, 3.3fr), ([Relation], [Entity], [Field]), entity.relations.map(((kind, target, field)) => row(
      true, plain(kind), code(target), if field == "" { dash } else { code(field) },
    )))
  }
}

#section("api")
#if it.endpoints.len() == 0 [No endpoint was found in source.] else {
  rows((4.6em, 2.5fr, 2.1fr, 1.1fr, 1.3fr, 4.6em), ([Verb], [Route], [Purpose], [Access], [Parameters], [Statuses]), it.endpoints.map(each => row(
    each.whole,
    text(size: 8pt, weight: "semibold", hyphenate: false, each.verb),
    [#code(each.route) \ #text(size: 0.86em, fill: soft, code(each.citation))],
    if each.purpose.len() > 0 { prose(each.purpose) } else { dash },
    plain(each.access),
    if each.parameters.len() > 0 { codes(each.parameters) } else { dash },
    if each.statuses == "" { dash } else { each.statuses },
  )))
}

#section("traceability")
#let covered = ("covered": "\u{25CF}", "partly": "\u{25D0}", "not found in source": "\u{2715}")
#if it.traceability.len() > 0 {
  rows((0.9fr, 1.9fr, 1.1fr, 1.2fr, 3.4fr), ([Feature], [Description], [Coverage], [Requirements], [Sources]), it.traceability.map(each => row(
    each.whole,
    [#metadata(none)#label(each.anchor)#text(weight: "semibold", plain(each.feature))],
    plain(each.description),
    [#text(font: mono, size: 0.8em, covered.at(each.coverage)) #each.coverage],
    if each.requirements.len() > 0 { each.requirements.map(go).join(", ") } else { dash },
    if each.sources.len() > 0 { text(size: 0.88em, each.sources.map(code).join(linebreak())) } else { dash },
  )))
}

#section("open-questions")
#if it.questions.len() == 0 [There are no open questions.]
#for each in it.questions {
  block(above: 1em, inset: (left: 10pt), stroke: (left: 1.6pt + rgb("#c3cad3")))[
    #if each.feature.text != "" [#go(each.feature): ]#strong(prose(each.question))
    #prose(each.why)
    #sources(each.citations)
  ]
}
`;
