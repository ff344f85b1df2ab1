// Why a database cannot be opened: a sentence for the person who runs it, not a fault of the program.

export class CannotOpen extends Error {}
