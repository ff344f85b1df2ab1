// Sentences about the demonstration: what it is, where else it can be read, and how it is removed.

export const demoWords = {
  en: {
    'demo.label': 'Demonstration',
    'demo.text': 'The city, its plan and everybody who speaks here are invented. Comment, reply and vote as you like.',
    'demo.also': 'Also in',
    'demo.offer':
      'This site began with a demonstration in three languages. When you no longer need it, remove it: its texts, comments, votes and people go for good and do not come back. Everything else stays.',
    'demo.remove': 'Remove the demonstration',
    'demo.removed': 'The demonstration has been removed.',
  },
  fr: {
    'demo.label': 'Démonstration',
    'demo.text':
      'La ville, son plan et tous ceux qui s’expriment ici sont imaginaires. Commentez, répondez et votez comme bon vous semble.',
    'demo.also': 'Aussi en',
    'demo.offer':
      'Ce site a commencé par une démonstration en trois langues. Quand vous n’en aurez plus besoin, supprimez-la : ses textes, commentaires, votes et personnes disparaissent définitivement et ne reviennent pas. Tout le reste demeure.',
    'demo.remove': 'Supprimer la démonstration',
    'demo.removed': 'La démonstration a été supprimée.',
  },
  es: {
    'demo.label': 'Demostración',
    'demo.text': 'La ciudad, su plan y todas las personas que hablan aquí son inventados. Comente, responda y vote como quiera.',
    'demo.also': 'También en',
    'demo.offer':
      'Este sitio empezó con una demostración en tres idiomas. Cuando ya no la necesite, elimínela: sus textos, comentarios, votos y personas desaparecen para siempre y no vuelven. Todo lo demás se queda.',
    'demo.remove': 'Eliminar la demostración',
    'demo.removed': 'La demostración se ha eliminado.',
  },
}
