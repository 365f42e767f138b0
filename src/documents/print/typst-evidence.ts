/** How the readable copy of an evidence bundle is set: cover with the verdict, ways to check, and every act beside its proof. */
export const TYPST_EVIDENCE = `
#let d = json(bytes(sys.inputs.at("data")))
#let sea = rgb("#0c5270")
#let mist = rgb("#edf5f8")
#let grey = rgb("#566370")
#let line-grey = rgb("#d5dce3")
#let tones = (full: (rgb("#14603a"), rgb("#eaf6ee")), short: (rgb("#8a5a00"), rgb("#fff5db")), "none": (rgb("#52606d"), rgb("#eff1f4")), waiting: (rgb("#8a5a00"), rgb("#fff5db")))
#set document(title: d.kicker + " " + d.title, keywords: d.foot)
#set text(font: "Tinos", size: 11pt, lang: d.lang, fallback: false, hyphenate: false, overhang: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 4.5pt, spacing: 7pt)
#set page(
  paper: "a4",
  margin: (top: 20mm, bottom: 22mm, left: 22mm, right: 20mm),
  footer-descent: 8mm,
  footer: context {
    line(length: 100%, stroke: 0.5pt + line-grey)
    v(-2pt)
    text(size: 8pt, fill: grey, grid(columns: (1fr, auto), d.foot, d.page + " " + str(counter(page).get().first()) + "/" + str(counter(page).final().first())))
  },
)
#show heading.where(level: 1): it => block(width: 100%, above: 16pt, below: 8pt, sticky: true, stroke: (bottom: 0.8pt + sea), inset: (bottom: 4pt), text(size: 13.5pt, weight: "bold", fill: sea, it.body))
#show heading.where(level: 2): it => block(above: 12pt, below: 6pt, sticky: true, text(size: 12pt, weight: "bold", it.body))
#show heading.where(level: 3): it => block(above: 0pt, below: 3pt, sticky: true, text(size: 11.5pt, weight: "bold", it.body))

#let lines(value) = value.split("¶").join(linebreak())
#let tag(standing, body) = {
  let (ink, ground) = tones.at(standing)
  box(fill: ground, stroke: 0.5pt + ink, radius: 2pt, inset: (x: 4pt, y: 1.5pt), text(size: 8.5pt, weight: "bold", fill: ink, body))
}
#let pairs(list, size: 10pt, label: 34mm) = {
  set text(size: size)
  grid(
    columns: (label, 1fr), column-gutter: 4mm, row-gutter: 3.5pt,
    ..list.map(((name, value)) => (text(fill: grey, name), value)).flatten(),
  )
}
#let said(row) = if row.isHidden { text(fill: grey, style: "italic", lines(row.text)) } else { lines(row.text) }
#let colon(label) = label + if label.ends-with(":") or label.ends-with("?") { " " } else { ": " }

#let act(a) = block(width: 100%, above: 10pt, below: 0pt, stroke: (left: if a.isSilence { (paint: rgb("#b3261e"), thickness: 1.6pt, dash: "dashed") } else { 1.6pt + sea }), inset: (left: 5mm, y: 1pt), {
  heading(level: 3, outlined: false, a.title)
  text(size: 9.5pt, fill: grey, a.note)
  for row in a.rows { par(hanging-indent: 4mm, { text(fill: grey, colon(row.label)); said(row) }) }
  for one in a.lines { par(text(size: 9.5pt, fill: grey, one)) }
  v(2pt)
  block(width: 100%, breakable: false, fill: mist, radius: 3pt, inset: 6pt, {
    grid(columns: (1fr, auto), tag(a.standing, a.state), [])
    v(1pt)
    pairs(a.proof, size: 9pt, label: 30mm)
    if a.late != "" { v(1pt); text(size: 9pt, style: "italic", a.late) }
    if a.waiting != "" { v(1pt); text(size: 9pt, style: "italic", a.waiting) }
    if a.receipt.len() > 0 {
      v(2pt)
      for one in a.receipt { block(above: 2pt, below: 2pt, text(size: 8pt, one)) }
    }
  })
})

#block(width: 100%, fill: sea, inset: (x: 6mm, y: 4.5mm), radius: 3pt, {
  set text(fill: white)
  grid(columns: (1fr, auto), text(size: 9pt, tracking: 0.8pt, weight: "bold", d.brand), text(size: 9pt, d.kicker))
  v(5pt)
  block(text(size: 22pt, weight: "bold", d.title))
  if d.subtitle != "" { block(above: 3pt, text(size: 11.5pt, d.subtitle)) }
})
#{
  let (ink, ground) = tones.at(d.standing)
  block(width: 100%, above: 8pt, fill: ground, stroke: (left: 3pt + ink), inset: (x: 5mm, y: 3mm), {
    block(below: 3pt, text(size: 14pt, weight: "bold", fill: ink, d.verdict))
    text(size: 9.5pt, fill: grey, d.expected)
  })
}
#v(6pt)
#pairs(d.cover)
#v(2pt)
#text(size: 9pt, fill: grey, style: "italic", d.zone)

#heading(level: 1, d.what.title)
#par(justify: true, d.what.text)
#par(text(weight: "bold", d.what.paper))

#heading(level: 1, d.verify.title)
#for (i, way) in d.verify.ways.enumerate() {
  block(width: 100%, above: 7pt, below: 0pt, breakable: false, grid(columns: (7mm, 1fr), text(weight: "bold", fill: sea, str(i + 1) + "."), {
    par({ text(weight: "bold", way.title + ". "); way.text })
    for one in way.code { block(width: 100%, above: 4pt, below: 0pt, fill: mist, radius: 2pt, inset: (x: 5pt, y: 3pt), text(size: 9.5pt, one)) }
  }))
}
#block(above: 9pt, text(size: 9.5pt, fill: grey, d.verify.codes))

#heading(level: 1, d.limits.title)
#list(spacing: 4pt, ..d.limits.items)

#pagebreak(weak: true)
#heading(level: 1, d.acts)
#for dossier in d.dossiers {
  if dossier.title != "" { heading(level: 2, dossier.title) }
  for a in dossier.acts { act(a) }
}

#if d.files.rows.len() > 0 {
  heading(level: 1, d.files.title)
  set text(size: 9pt)
  table(
    columns: (1fr, 88mm, auto), stroke: 0.5pt + line-grey, inset: 4pt, fill: (_, y) => if y == 0 { mist },
    table.header(..d.files.columns.map(c => text(weight: "bold", c))),
    ..d.files.rows.flatten(),
  )
}
`;
