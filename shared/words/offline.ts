// Sentences of a page without a connection: that it is a copy, what is not sent yet, what was not taken.

export const offlineWords = {
  en: {
    'offline.bar': 'On this device',
    'offline.copy': 'There is no connection. This is the draft as it was on {when}.',
    'offline.back': 'The connection is back. This is still the draft as it was on {when}.',
    'offline.waiting':
      '{what, select, both {{comments, plural, one {# comment} other {# comments}} and {votes, plural, one {# vote} other {# votes}} wait} votes {{votes, plural, one {# vote waits} other {# votes wait}}} other {{comments, plural, one {# comment waits} other {# comments wait}}}} on this device; not yet sent. They go out by themselves as soon as there is a connection.',
    'offline.refused': '{what, select, vote {A vote} other {A comment}} from this device was not taken: {why}',
    'offline.dismiss': 'Remove from this device',
    'offline.signOut':
      'Not yet sent from this device: {what, select, both {{comments, plural, one {# comment} other {# comments}} and {votes, plural, one {# vote} other {# votes}}} votes {{votes, plural, one {# vote} other {# votes}}} other {{comments, plural, one {# comment} other {# comments}}}}. Signing out removes them. Sign out all the same?',
    'offline.nobody':
      'Without a connection this device does not know who you are. What you type is kept here; to vote or to post, connect first.',
    'offline.thread': 'The comments here cannot be loaded without a connection. What you write now waits on this device.',
    'offline.write': 'Write a comment',
    'offline.text': 'Your comment',
    'offline.name': 'Your name, as others will see it',
    'offline.post': 'Post comment',
  },
  fr: {
    'offline.bar': 'Sur cet appareil',
    'offline.copy': 'Il n’y a pas de connexion. Voici le projet tel qu’il était le {when}.',
    'offline.back': 'La connexion est rétablie. Voici encore le projet tel qu’il était le {when}.',
    'offline.waiting':
      '{what, select, both {{comments, plural, one {# commentaire} many {# commentaires} other {# commentaires}} et {votes, plural, one {# vote} many {# votes} other {# votes}} attendent} votes {{votes, plural, one {# vote attend} many {# votes attendent} other {# votes attendent}}} other {{comments, plural, one {# commentaire attend} many {# commentaires attendent} other {# commentaires attendent}}}} sur cet appareil ; pas encore envoyés. Tout partira de soi-même dès que la connexion sera rétablie.',
    'offline.refused': '{what, select, vote {Un vote} other {Un commentaire}} de cet appareil n’a pas été accepté : {why}',
    'offline.dismiss': 'Retirer de cet appareil',
    'offline.signOut':
      'Pas encore envoyés depuis cet appareil : {what, select, both {{comments, plural, one {# commentaire} many {# commentaires} other {# commentaires}} et {votes, plural, one {# vote} many {# votes} other {# votes}}} votes {{votes, plural, one {# vote} many {# votes} other {# votes}}} other {{comments, plural, one {# commentaire} many {# commentaires} other {# commentaires}}}}. Se déconnecter les efface. Se déconnecter quand même ?',
    'offline.nobody':
      'Sans connexion, cet appareil ne sait pas qui vous êtes. Ce que vous écrivez est conservé ici ; pour voter ou publier, connectez-vous d’abord au réseau.',
    'offline.thread':
      'Sans connexion, les commentaires ne peuvent pas être chargés ici. Ce que vous écrivez maintenant attend sur cet appareil.',
    'offline.write': 'Écrire un commentaire',
    'offline.text': 'Votre commentaire',
    'offline.name': 'Votre nom, tel que les autres le verront',
    'offline.post': 'Publier le commentaire',
  },
  es: {
    'offline.bar': 'En este dispositivo',
    'offline.copy': 'No hay conexión. Este es el borrador tal como estaba el {when}.',
    'offline.back': 'Vuelve a haber conexión. Este es todavía el borrador tal como estaba el {when}.',
    'offline.waiting':
      '{what, select, both {{comments, plural, one {# comentario} many {# comentarios} other {# comentarios}} y {votes, plural, one {# voto} many {# votos} other {# votos}} esperan} votes {{votes, plural, one {# voto espera} many {# votos esperan} other {# votos esperan}}} other {{comments, plural, one {# comentario espera} many {# comentarios esperan} other {# comentarios esperan}}}} en este dispositivo; aún sin enviar. Saldrán solos en cuanto haya conexión.',
    'offline.refused': '{what, select, vote {Un voto} other {Un comentario}} de este dispositivo no se ha aceptado: {why}',
    'offline.dismiss': 'Quitar de este dispositivo',
    'offline.signOut':
      'Aún sin enviar desde este dispositivo: {what, select, both {{comments, plural, one {# comentario} many {# comentarios} other {# comentarios}} y {votes, plural, one {# voto} many {# votos} other {# votos}}} votes {{votes, plural, one {# voto} many {# votos} other {# votos}}} other {{comments, plural, one {# comentario} many {# comentarios} other {# comentarios}}}}. Cerrar la sesión lo borra. ¿Cerrarla de todos modos?',
    'offline.nobody':
      'Sin conexión, este dispositivo no sabe quién es usted. Lo que escriba se guarda aquí; para votar o publicar, conéctese primero.',
    'offline.thread':
      'Sin conexión no se pueden cargar los comentarios de este lugar. Lo que escriba ahora espera en este dispositivo.',
    'offline.write': 'Escribir un comentario',
    'offline.text': 'Su comentario',
    'offline.name': 'Su nombre, como lo verán los demás',
    'offline.post': 'Publicar el comentario',
  },
}
