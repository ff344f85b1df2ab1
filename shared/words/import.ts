// Sentences about files: refusals, warnings, stages of an import.

export const importWords = { en: {} as Record<string, string>, fr: {} as Record<string, string>, es: {} as Record<string, string> }
