// A language nobody speaks: English with accents and about 40 % more letters, its arguments as they were. It shows what clips and what was forgotten.

import { languages } from '../../shared/words.ts'

const from = 'aceinosuyACEINOSUY'
const to = 'àçéîñöšüýÀÇÉÎÑÖŠÜÝ'
const accents = new Map([...from].map((letter, i) => [letter, to[i] ?? letter]))

/** Words of the message itself are changed; what stands between braces and has a name is left. */
export function pseudo(message: string): string {
  let out = ''
  for (let i = 0; i < message.length; i++) {
    if (message[i] !== '{') {
      const end = message.indexOf('{', i) < 0 ? message.length : message.indexOf('{', i)
      out += longer(message.slice(i, end))
      i = end - 1
      continue
    }
    const end = closing(message, i)
    out += hole(message.slice(i + 1, end))
    i = end
  }
  return out
}

function closing(message: string, open: number): number {
  let depth = 0
  for (let i = open; i < message.length; i++) {
    if (message[i] === '{') depth++
    if (message[i] === '}' && --depth === 0) return i
  }
  throw new Error(`a brace is not closed in: ${message}`)
}

function hole(body: string): string {
  if (!body.includes('{')) return `{${body}}`
  let out = ''
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== '{') out += body[i]
    else {
      const end = closing(body, i)
      out += `{${pseudo(body.slice(i + 1, end))}}`
      i = end
    }
  }
  return `{${out}}`
}

/** Each word gets its accents, and its last letters stand twice: 40 % more in all. */
function longer(text: string): string {
  return text.replace(/\p{L}+/gu, word => {
    const letters = [...word].map(letter => accents.get(letter) ?? letter)
    const more = Math.round(letters.length * 0.4)
    return letters.map((letter, i) => (i >= letters.length - more ? letter + letter : letter)).join('')
  })
}

/** From now on this process says English sentences so; for tests that have a process of their own. */
export function speakPseudo(): void {
  const { messages } = languages.en
  for (const [key, message] of Object.entries(messages)) if (!key.startsWith('legal.')) messages[key] = pseudo(message)
}
