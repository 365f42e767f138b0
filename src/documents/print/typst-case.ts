/** How the whole of a dossier is set: first page, contents, chapters, every page with its number out of how many. */
export const TYPST_CASE = `
#let d = json(bytes(sys.inputs.at("data")))
#set document(title: d.title + " " + d.subtitle, keywords: d.foot)
#set text(font: "Tinos", size: 12pt, lang: d.lang, fallback: false, hyphenate: false, overhang: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 4pt, spacing: 7pt)
#set page(
  paper: "a4",
  margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm),
  footer-descent: 7mm,
  footer: context text(size: 8pt, fill: luma(35%), grid(columns: (1fr, auto), d.foot, d.page + " " + str(counter(page).get().first()) + "/" + str(counter(page).final().first()))),
)
#show heading.where(level: 1): it => block(above: 18pt, below: 10pt, sticky: true, text(size: 15pt, weight: "bold", it.body))
#show heading.where(level: 2): it => block(above: 12pt, below: 4pt, sticky: true, text(size: 12pt, weight: "bold", it.body))

#let lines(value) = value.split("¶").join(linebreak())
#let said(row) = {
  if row.isHidden { text(fill: luma(35%), style: "italic", lines(row.text)) }
  else if row.corrected != none { strike(lines(row.text)); linebreak(); lines(row.corrected) }
  else { lines(row.text) }
}
#let rows(list) = for row in list {
  par(hanging-indent: 5mm, { text(fill: luma(30%), row.label + if row.label.ends-with(":") or row.label.ends-with("?") { " " } else { ": " }); said(row) })
}
#let act(b) = {
  heading(level: 2, outlined: d.lists, if b.isStruck { strike(b.title) } else { b.title })
  block(inset: (left: 5mm), stroke: if b.isSilence { (left: (thickness: 2pt, dash: "dashed")) } else { (left: 0.5pt + luma(60%)) }, width: 100%, {
    par(text(size: 10.5pt, fill: luma(30%), b.note))
    rows(b.rows)
    for line in b.lines { par(text(size: 10.5pt, fill: luma(30%), line)) }
  })
}
#let plain-table(b) = {
  heading(level: 2, outlined: false, b.title)
  set text(size: 10pt)
  set par(leading: 3pt)
  table(
    columns: b.widths.map(w => w * 1fr),
    stroke: 0.5pt, inset: 4pt,
    table.header(..b.columns.map(c => text(weight: "bold", c))),
    ..b.rows.map(row => row.map(value => lines(value))).flatten(),
  )
}
#let piece(b, isFirst) = {
  if b.is == "text" { par(b.text) }
  else if b.is == "rows" { rows(b.rows) }
  else if b.is == "act" { act(b) }
  else if b.is == "table" { plain-table(b) }
  else if b.is == "paper" {
    if not isFirst { pagebreak(weak: true) }
    heading(level: 2, b.title)
    par(text(size: 10.5pt, fill: luma(30%), b.note))
    v(6pt)
    paper(b.sheet, b.rules, level: 3)
    v(8pt)
    par(text(size: 8pt, fill: luma(35%), b.sheet.foot))
  }
}

#text(size: 13pt, d.title)
#v(2pt)
#block(text(size: 20pt, weight: "bold", d.subtitle))
#v(10pt)
#rows(d.cover)
#v(14pt)
#heading(level: 1, outlined: false, d.contents)
#outline(title: none, depth: 2, indent: 5mm)
#for part in d.parts {
  pagebreak(weak: true)
  heading(level: 1, part.title)
  for (i, b) in part.blocks.enumerate() { piece(b, i == 0) }
}
`;
