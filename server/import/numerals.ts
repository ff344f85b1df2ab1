// Numbers as office programs write them before headings and list items.

export function counted(n: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(n)
    case 'upperLetter':
      return letters(n).toUpperCase()
    case 'lowerRoman':
      return roman(n)
    case 'upperRoman':
      return roman(n).toUpperCase()
    case 'decimalZero':
      return String(n).padStart(2, '0')
    case 'none':
      return ''
    default:
      return String(n)
  }
}

/** a … z, then aa, bb, cc: the letter is repeated. */
function letters(n: number): string {
  if (n < 1) return String(n)
  return String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.min(Math.ceil(n / 26), 20))
}

function roman(n: number): string {
  if (n < 1 || n > 3999) return String(n)
  const signs: [number, string][] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ]
  let left = n
  let out = ''
  for (const [size, sign] of signs) {
    while (left >= size) {
      out += sign
      left -= size
    }
  }
  return out
}
