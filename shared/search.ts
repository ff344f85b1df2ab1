// Words to search by: the same folding for what is indexed and what is asked, in any language.

const marks = /\p{M}+/gu

/** Lower case without diacritics, so that "etat" finds "État". */
export const folded = (text: string): string => text.normalize('NFKD').replace(marks, '').toLowerCase()

/** Up to eight words of a question; the last also as a prefix. */
export const termsOf = (question: string): string[] =>
  folded(question)
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 8) ?? []
