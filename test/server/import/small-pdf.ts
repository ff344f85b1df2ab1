// Writes small PDF files for tests: lines of text at given places, in two fonts.
export interface PdfText {
  text: string
  x: number
  y: number
  size?: number
  bold?: boolean
}

const escaped = (text: string): string => text.replace(/[\\()]/g, sign => `\\${sign}`)

export function smallPdf(pages: PdfText[][], trailer = '', more: string[] = []): Uint8Array {
  const objects: string[] = []
  const kids = pages.map((_, index) => `${5 + index * 2} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  for (const name of ['Helvetica', 'Helvetica-Bold'])
    objects.push(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`)
  pages.forEach((lines, index) => {
    const stream = lines
      .map(({ text, x, y, size = 11, bold = false }) => `BT /F${bold ? 2 : 1} ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`)
      .join('\n')
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${6 + index * 2} 0 R >>`,
      `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    )
  })
  objects.push(...more)
  let out = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = out.length
    out += `${index + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${out.length}\n%%EOF\n`
  return new Uint8Array(Buffer.from(out, 'latin1'))
}
