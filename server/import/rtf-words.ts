// What the words of RTF mean: signs they stand for, groups that are no text, code pages of fonts.
export const signs: Record<string, string> = {
  tab: ' ',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  '~': '\u00a0',
  _: '\u2011',
}

/** Groups whose text is not part of the document. */
export const skipped = new Set(
  (
    'colortbl rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl listtable listoverridetable revtbl filetbl pgptbl author operator ' +
    'company manager category keywords subject doccomm hlinkbase creatim revtim printim buptim nonshppict objdata objclass fldtype datafield formfield bkmkstart bkmkend ' +
    'ftnsep ftnsepc aftnsep aftnsepc atnid atnref atntime atndate atnicn shpinst sp sn sv mmathPr xe tc tcn private1 userprops comment template'
  ).split(' '),
)
export const furniture = new Set(['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf'])

const pages: Record<number, string> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
}
export const pageOfCharset = (charset: number): string => pages[charset] ?? 'windows-1252'
export const pageOfNumber = (number: number): string =>
  number === 932
    ? 'shift_jis'
    : number === 936
      ? 'gbk'
      : number === 949
        ? 'euc-kr'
        : number === 950
          ? 'big5'
          : number === 10000
            ? 'macintosh'
            : number === 874
              ? 'windows-874'
              : number >= 1250 && number <= 1258
                ? `windows-${number}`
                : 'windows-1252'
