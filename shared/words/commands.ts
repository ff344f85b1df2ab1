// Sentences of the server itself: mails and the start.

export const commandWords = {
  en: {
    'mail.signIn.subject': '{code} is your sign-in code',
    'mail.signIn.text':
      'Your sign-in code: {code}\n\nOr open this link in the browser in which you asked for it, and press the button there:\n{link}\n\nBoth work once and for {minutes, number} minutes. If you did not ask for this, you can ignore this message.',
  },
  fr: {
    'mail.signIn.subject': '{code} est votre code de connexion',
    'mail.signIn.text':
      'Votre code de connexion : {code}\n\nOu ouvrez ce lien dans le navigateur où vous l’avez demandé, puis appuyez sur le bouton :\n{link}\n\nLes deux servent une seule fois, pendant {minutes, number} minutes. Si vous n’avez rien demandé, ignorez ce message.',
  },
  es: {
    'mail.signIn.subject': '{code} es su código de acceso',
    'mail.signIn.text':
      'Su código de acceso: {code}\n\nO abra este enlace en el navegador en el que lo pidió y pulse el botón:\n{link}\n\nAmbos sirven una sola vez, durante {minutes, number} minutos. Si no lo ha pedido, puede ignorar este mensaje.',
  },
}
