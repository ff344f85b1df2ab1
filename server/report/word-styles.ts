// The styles of Word documents: real headings, so that a reader can move by them.

import { xmlText, XML } from './xml.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

interface Style {
  id: string
  name: string
  paragraph?: string
  run?: string
  next?: string
}

const sizes = [34, 30, 27, 25, 23, 22]
const headings: Style[] = sizes.map((size, n) => ({
  id: `Heading${n + 1}`,
  name: `heading ${n + 1}`,
  paragraph: `<w:keepNext/><w:spacing w:before="${n < 2 ? 360 : 240}" w:after="100"/><w:outlineLvl w:val="${n}"/>`,
  run: `<w:b/><w:bCs/><w:color w:val="17324D"/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`,
  next: 'Unit',
}))
const small = '<w:color w:val="44505C"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
const beside = (indent: number, above = 0) =>
  `<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="8A97A5"/></w:pBdr><w:spacing w:before="${above}" w:after="60"/><w:ind w:left="${indent}"/>`

const own: Style[] = [
  {
    id: 'Title',
    name: 'Title',
    paragraph: '<w:spacing w:before="600" w:after="240"/>',
    run: '<w:b/><w:bCs/><w:color w:val="17324D"/><w:sz w:val="48"/><w:szCs w:val="48"/>',
  },
  {
    id: 'Subtitle',
    name: 'Subtitle',
    paragraph: '<w:spacing w:before="1200" w:after="0"/>',
    run: '<w:color w:val="44505C"/><w:sz w:val="26"/><w:szCs w:val="26"/>',
  },
  ...headings,
  { id: 'Unit', name: 'Unit', paragraph: '<w:spacing w:before="160" w:after="80"/>' },
  { id: 'Quote', name: 'Quote', paragraph: '<w:ind w:left="567"/>', run: '<w:i/><w:iCs/>' },
  { id: 'Level', name: 'Level', paragraph: '<w:keepLines/><w:spacing w:after="100"/>', run: small },
  { id: 'Meta', name: 'Comment line', paragraph: `<w:keepNext/>${beside(454, 160)}`, run: small },
  { id: 'Said', name: 'Comment', paragraph: beside(454) },
  { id: 'MetaReply', name: 'Reply line', paragraph: `<w:keepNext/>${beside(1021, 160)}`, run: small },
  { id: 'SaidReply', name: 'Reply', paragraph: beside(1021) },
  { id: 'Votes', name: 'Votes line', paragraph: beside(454), run: small },
  { id: 'VotesReply', name: 'Votes line of a reply', paragraph: beside(1021), run: small },
  {
    id: 'Answer',
    name: 'Answer',
    paragraph:
      '<w:shd w:val="clear" w:color="auto" w:fill="E8EEF5"/><w:spacing w:before="60" w:after="120"/><w:ind w:left="454"/>',
  },
  { id: 'Footer', name: 'footer', paragraph: '<w:jc w:val="center"/>', run: small },
]

export function styles(lang: string, rtl: boolean): string {
  const drawn = own.map(
    ({ id, name, paragraph = '', run = '', next }) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${next ? `<w:next w:val="${next}"/>` : ''}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`,
  )
  const language = `<w:lang w:val="${xmlText(lang)}"${rtl ? ` w:bidi="${xmlText(lang)}"` : ''}/>`
  return `${XML}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial" w:eastAsia="Calibri"/><w:sz w:val="22"/><w:szCs w:val="22"/>${language}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="174A7C"/><w:u w:val="single"/></w:rPr></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:color="9AA6B2"/><w:left w:val="single" w:sz="4" w:color="9AA6B2"/><w:bottom w:val="single" w:sz="4" w:color="9AA6B2"/><w:right w:val="single" w:sz="4" w:color="9AA6B2"/><w:insideH w:val="single" w:sz="4" w:color="9AA6B2"/><w:insideV w:val="single" w:sz="4" w:color="9AA6B2"/></w:tblBorders></w:tblPr></w:style>${drawn.join('')}</w:styles>`
}
