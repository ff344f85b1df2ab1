// Sentences of the drafting room.

export const roomWords = {
  en: {
    'refused.invalid.roomEmpty': 'Nobody has opened the drafting room yet. Please open it first.',
    'refused.closed.frozen': 'The secretariat has frozen this draft. Nobody can write in it until it is thawed.',
  },
  fr: {
    'refused.invalid.roomEmpty': 'Personne n’a encore ouvert la salle de rédaction. Ouvrez-la d’abord.',
    'refused.closed.frozen': 'Le secrétariat a gelé ce projet. Personne ne peut y écrire tant qu’il n’est pas dégelé.',
  },
  es: {
    'refused.invalid.roomEmpty': 'Nadie ha abierto todavía la sala de redacción. Ábrala primero.',
    'refused.closed.frozen': 'La secretaría ha congelado este borrador. Nadie puede escribir en él hasta que se descongele.',
  },
}
