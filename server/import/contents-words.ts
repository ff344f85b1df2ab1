// The words by which a heading only announces a generated list: contents, figures, tables, index.

const things = [
  'contents|table of contents|list of (figures|tables|illustrations|charts)|(figures|tables) list|index',
  'table des matières|sommaire|liste des (figures|tableaux|illustrations|graphiques)|table des (figures|illustrations|tableaux)',
  '(tabla de )?contenidos?|índice( general| de contenidos?)?|lista de (figuras|tablas|ilustraciones)|índice de (figuras|tablas)',
  'inhalt|inhaltsverzeichnis|abbildungsverzeichnis|tabellenverzeichnis|inhoud|inhoudsopgave|indice|sommario',
  'sumário|índice de (figuras|tabelas)|spis treści|obsah|innehåll|indhold|innhold|sisällys|περιεχόμενα|содержание|оглавление',
  'المحتويات|جدول المحتويات|فهرس|الفهرس|תוכן|תוכן העניינים|目录|目次|차례|목차',
]
const announcement = new RegExp(`^[\\d.\\s]*(${things.join('|')})\\s*[:：]?$`, 'iu')

export function announcesContents(text: string): boolean {
  return announcement.test(text.normalize('NFC').replace(/\s+/g, ' ').trim())
}
