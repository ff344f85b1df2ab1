// Text for XML parts: escaped, and without the signs XML cannot hold.

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// oxlint-disable-next-line no-control-regex
const unfit = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
// oxlint-disable-next-line no-control-regex
const unfitOrLike = /[\u0000-\u0008\u000B\u000C\u000D\u000E-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/g

export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, sign => entities[sign] ?? sign)

/** Control signs as their pictures (U+2400), so that a reader sees that something was there. */
export const visible = (text: string): string =>
  text.toWellFormed().replace(unfit, sign => (sign < ' ' ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : '\uFFFD'))
export const xmlText = (text: string): string => escapeXml(visible(text))

/** Spreadsheets have an escape of their own for what XML cannot hold: _x0007_, and _x005F_ where a text looks like one. */
export const sheetText = (text: string): string =>
  escapeXml(
    text.toWellFormed().replace(unfitOrLike, sign => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`),
  )

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
