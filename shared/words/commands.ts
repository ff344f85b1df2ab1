// Sentences of the server itself: mails, the command line, the start.

export const commandWords = { en: {} as Record<string, string>, fr: {} as Record<string, string>, es: {} as Record<string, string> }
