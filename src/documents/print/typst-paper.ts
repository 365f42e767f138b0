/**
 * How an official paper is set in Typst. Every text comes in as data and is shown as text, never read as markup: a line that begins with a dash stays a line
 * that begins with a dash.
 */
export const TYPST_PAPER = `
#let line-gap(size, pitch) = (pitch - size) * 1pt
#let rule(width) = line(length: width, stroke: 0.6pt)

#let letterhead(s, r, level) = {
  let motto = r.motto.value
  let left = stack(
    dir: ttb, spacing: 4pt,
    ..s.superior.map(name => par(text(size: r.issuer.value * 1pt, name))),
    ..s.issuer.map(name => par(text(size: r.issuer.value * 1pt, weight: "bold", name))),
    if s.form == "party" { par(text(size: 14pt, "*")) } else { rule(28mm) },
  )
  let right = stack(
    dir: ttb, spacing: 4pt,
    ..motto.map(m => par(text(size: m.size * 1pt, weight: "bold", m.text))),
    context rule(measure(text(size: motto.last().size * 1pt, weight: "bold", motto.last().text)).width),
  )
  set par(justify: false, first-line-indent: 0pt, leading: 4pt)
  grid(
    columns: if s.form == "party" { (1fr, 1.12fr) } else { (1fr, 1.42fr) },
    column-gutter: 5mm, row-gutter: 9pt,
    align: center,
    left, right,
    {
      par(text(size: r.number.value * 1pt, s.number))
      if s.subject != none {
        show heading: it => block(width: 88%, above: 6pt, below: 0pt, par(text(size: 12pt, weight: "regular", it.body)))
        heading(level: level, outlined: false, s.subject)
      }
    },
    par(text(size: r.date.value * 1pt, style: "italic", s.date)),
  )
}

#let cell(column, value) = align(if column.isNumber { right } else { left }, value)

#let paper-table(b) = {
  set text(size: 12pt)
  set par(justify: false, first-line-indent: 0pt, leading: 3pt)
  block(above: 10pt, below: 4pt, sticky: true, par(text(style: "italic", b.title)))
  table(
    columns: b.columns.map(c => if c.isNumber { auto } else { 1fr }),
    stroke: 0.5pt,
    inset: (x: 5pt, y: 5pt),
    table.header(..b.columns.map(c => table.cell(align: center, text(weight: "bold", c.title)))),
    ..b.rows.map(row => row.enumerate().map(((i, v)) => cell(b.columns.at(i), v))).flatten(),
  )
  v(4pt)
}

#let paper-block(b) = {
  if b.is == "paragraph" { par(b.text) }
  else if b.is == "ground" { par(text(style: "italic", b.text)) }
  else if b.is == "verdict" { block(width: 100%, above: 10pt, below: 10pt, sticky: true, align(center, par(text(weight: "bold", b.text)))) }
  else if b.is == "heading" { heading(level: 2, outlined: false, b.text) }
  else if b.is == "article" {
    block(sticky: true, spacing: 9pt, par(text(weight: "bold", "Điều " + str(b.number) + ". " + b.title)))
    for p in b.paragraphs { par(p) }
  }
  else if b.is == "list" { for item in b.items { par("- " + item) } }
  else if b.is == "table" { paper-table(b) }
  else if b.is == "quote" {
    par(b.by + ":")
    for line in b.lines { par(text(style: "italic", line)) }
  }
}

#let signing(s, r) = block(breakable: false, width: 100%, above: 18pt, {
  set par(justify: false, first-line-indent: 0pt, leading: 4pt)
  let recipients = if s.recipients.len() == 0 { none } else {
    let head = text(size: r.recipientsHead.value * 1pt, "Nơi nhận:")
    stack(
      dir: ttb, spacing: 4pt,
      if s.form == "party" { underline(offset: 2.5pt, head) } else { text(weight: "bold", style: "italic", head) },
      ..s.recipients.map(line => par(text(size: r.recipients.value * 1pt, line))),
    )
  }
  let signature(one) = align(center, stack(
    dir: ttb, spacing: 5pt,
    ..one.lines.map(line => par(text(size: 14pt, weight: "bold", line))),
    v(22mm),
    if one.name != none { par(text(size: 14pt, weight: "bold", one.name)) },
  ))
  if s.signatures.len() == 2 {
    grid(columns: (1fr, 1fr), column-gutter: 5mm, ..s.signatures.map(signature))
    if recipients != none { v(8pt); recipients }
  } else {
    grid(columns: (1fr, 1fr), column-gutter: 5mm, recipients, ..s.signatures.map(signature))
  }
})

#let check-code(s) = if s.code != none {
  block(above: 14pt, breakable: false, {
    set par(justify: false, first-line-indent: 0pt)
    grid(columns: (auto, 1fr), column-gutter: 3mm, align: horizon,
      image(bytes(s.code), format: "svg", width: 20mm, alt: s.check.label),
      text(size: 8pt, fill: luma(35%), s.check.label))
  })
}

#let paper(s, r, level: 1) = {
  set text(size: r.body.value * 1pt)
  set par(justify: true, first-line-indent: (amount: r.indent.value * 1mm, all: true), leading: line-gap(r.body.value, r.leading.value), spacing: line-gap(r.body.value, r.leading.value) + 4pt)
  show heading: it => block(above: 12pt, below: 8pt, sticky: true, { h(r.indent.value * 1mm); text(size: r.body.value * 1pt, weight: "bold", it.body) })
  letterhead(s, r, level)
  v(12pt)
  {
    set par(justify: false, first-line-indent: 0pt)
    show heading: it => block(width: 100%, above: 0pt, below: 5pt, align(center, text(size: r.type.value * 1pt, weight: "bold", it.body)))
    if s.subject == none {
      heading(level: level, outlined: false, s.type)
      align(center, block(width: 82%, below: 5pt, par(text(size: r.summary.value * 1pt, weight: "bold", s.summary))))
      align(center, if s.form == "party" { par(text(size: 14pt, "-----")) } else { rule(36mm) })
      v(8pt)
    }
    if s.addressees.len() == 1 { align(center, par("Kính gửi: " + s.addressees.first())) }
    else if s.addressees.len() > 1 {
      align(center, block(width: 80%, align(left, { "Kính gửi:"; for (i, a) in s.addressees.enumerate() { linebreak(); "- " + a + if i == s.addressees.len() - 1 { "." } else { ";" } } })))
    }
    v(4pt)
  }
  for b in s.blocks { paper-block(b) }
  if s.notes.len() > 0 {
    // Whoever signs does not sign an empty page.
    block(above: 12pt, width: 100%, sticky: true, inset: (left: 8pt), stroke: (left: 1.2pt), {
      set par(first-line-indent: 0pt, leading: 3pt, spacing: 5pt)
      for n in s.notes { par(text(size: 12pt, style: "italic", n)) }
    })
  }
  signing(s, r)
  check-code(s)
}
`;

/** One paper as a whole file: numbers of pages above from the second on, source and digest below. */
export const TYPST_ONE_PAPER = `
#let d = json(bytes(sys.inputs.at("data")))
#let s = d.sheet
#let r = d.rules
#set document(title: s.title, keywords: s.foot)
#let m = r.margins.value
#set text(font: "Tinos", lang: "vi", region: "VN", fallback: false, hyphenate: false, overhang: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set page(
  paper: "a4",
  margin: (top: m.top * 1mm, bottom: m.bottom * 1mm, left: m.left * 1mm, right: m.right * 1mm),
  header-ascent: 8mm,
  header: context { if counter(page).get().first() > 1 { align(center, text(size: 13pt, str(counter(page).get().first()))) } },
  footer-descent: 7mm,
  footer: context text(size: 8pt, fill: luma(35%), grid(columns: (1fr, auto), s.foot, "trang " + str(counter(page).get().first()) + "/" + str(counter(page).final().first()))),
)
#paper(s, r)
`;
