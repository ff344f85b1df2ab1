// Sentences about files: why one is refused, what the reader should look at, how far an import has come.

const en = {
  'import.refused.empty': 'There is no text in this file. Choose another one.',
  'import.refused.tooLarge':
    'This file is too large: at most {max} MB can be imported. Make it smaller, for example by taking out pictures.',
  'import.refused.tooHeavy':
    'This file takes too much time or memory to read. Save it again with your word processor, or import it in parts.',
  'import.refused.unknownKind': 'This kind of file cannot be imported. Save it as .docx, .odt, .md, .html, .txt, .rtf or .pdf.',
  'import.refused.oldWord':
    'This is a file of an old Word (.doc). Open it in a word processor, save it as .docx, and import that.',
  'import.refused.protected': 'This file is protected with a password. Remove the password, save it, and import it again.',
  'import.refused.broken': 'This file is damaged, or it is not what its name says. Open it, save it again, and import that.',
  'import.refused.pdf.scanned':
    'This PDF holds pictures of pages and no text. Import the document it was made from, or recognise its text first.',
  'import.refused.stopped': 'The import was stopped. Nothing was changed.',
  'import.refused.unsafe':
    'This file asks for other files or for programs of its own. Open it, save it again without them, and import that.',
  'import.warning.image.alt': 'This picture has no text that describes it. Add one for people who cannot see it.',
  'import.warning.table.names': 'Nothing in this table names its columns or rows. Who hears it needs these names.',
  'import.warning.image.remote': 'A picture stands on another computer and was left out: {src}',
  'import.warning.image.external': 'A picture is only linked to the file and was left out.',
  'import.warning.image.kind': 'A picture of a kind that cannot be shown was left out. Pictures can be PNG, JPEG, GIF or WebP.',
  'import.warning.image.tooLarge': 'A picture is too large and was left out.',
  'import.warning.image.broken': 'A picture is damaged or missing and was left out.',
  'import.warning.drawing': 'A drawing made in the word processor was left out. Put it in as a picture.',
  'import.warning.altChunk': 'A part embedded in another format was left out.',
  'import.warning.pdf.guessed':
    'A PDF does not say what is a heading, a paragraph or a list: this was guessed. Please look through it.',
  'import.warning.text.guessed': 'Plain text does not say what is a heading: this was guessed. Please look through it.',
  'import.stage.waiting': 'Waiting for other imports',
  'import.stage.reading': 'Reading the file',
  'import.stage.cutting': 'Making paragraphs',
  'import.stage.done': 'Done',
}

const fr: Record<keyof typeof en, string> = {
  'import.refused.empty': 'Ce fichier ne contient aucun texte. Choisissez-en un autre.',
  'import.refused.tooLarge':
    'Ce fichier est trop volumineux : {max} Mo au plus peuvent être importés. Allégez-le, par exemple en retirant des images.',
  'import.refused.tooHeavy':
    'La lecture de ce fichier demande trop de temps ou de mémoire. Enregistrez-le de nouveau avec votre traitement de texte, ou importez-le par parties.',
  'import.refused.unknownKind':
    'Ce type de fichier ne peut pas être importé. Enregistrez-le en .docx, .odt, .md, .html, .txt, .rtf ou .pdf.',
  'import.refused.oldWord':
    'Ce fichier vient d’un ancien Word (.doc). Ouvrez-le dans un traitement de texte, enregistrez-le en .docx et importez celui-ci.',
  'import.refused.protected':
    'Ce fichier est protégé par un mot de passe. Retirez le mot de passe, enregistrez le fichier et importez-le de nouveau.',
  'import.refused.broken':
    'Ce fichier est endommagé, ou n’est pas ce que son nom indique. Ouvrez-le, enregistrez-le de nouveau et importez celui-ci.',
  'import.refused.pdf.scanned':
    'Ce PDF contient des images de pages et aucun texte. Importez le document dont il provient, ou faites d’abord reconnaître son texte.',
  'import.refused.stopped': 'L’importation a été arrêtée. Rien n’a été modifié.',
  'import.refused.unsafe':
    'Ce fichier fait appel à d’autres fichiers ou à des programmes. Ouvrez-le, enregistrez-le de nouveau sans eux et importez celui-ci.',
  'import.warning.image.alt':
    'Cette image n’a pas de texte qui la décrive. Ajoutez-en un pour les personnes qui ne peuvent pas la voir.',
  'import.warning.table.names': 'Rien dans ce tableau ne nomme ses colonnes ou ses lignes. Qui l’écoute a besoin de ces noms.',
  'import.warning.image.remote': 'Une image se trouve sur un autre ordinateur et a été laissée de côté : {src}',
  'import.warning.image.external': 'Une image seulement liée au fichier a été laissée de côté.',
  'import.warning.image.kind':
    'Une image d’un type qui ne peut pas être affiché a été laissée de côté. Les images peuvent être en PNG, JPEG, GIF ou WebP.',
  'import.warning.image.tooLarge': 'Une image trop grande a été laissée de côté.',
  'import.warning.image.broken': 'Une image endommagée ou absente a été laissée de côté.',
  'import.warning.drawing': 'Un dessin fait dans le traitement de texte a été laissé de côté. Insérez-le comme image.',
  'import.warning.altChunk': 'Une partie incorporée dans un autre format a été laissée de côté.',
  'import.warning.pdf.guessed':
    'Un PDF ne dit pas ce qui est titre, paragraphe ou liste : cela a été deviné. Veuillez le parcourir.',
  'import.warning.text.guessed': 'Un texte brut ne dit pas ce qui est titre : cela a été deviné. Veuillez le parcourir.',
  'import.stage.waiting': 'En attente d’autres importations',
  'import.stage.reading': 'Lecture du fichier',
  'import.stage.cutting': 'Découpage en paragraphes',
  'import.stage.done': 'Terminé',
}

const es: Record<keyof typeof en, string> = {
  'import.refused.empty': 'Este archivo no contiene ningún texto. Elija otro.',
  'import.refused.tooLarge':
    'Este archivo es demasiado grande: se pueden importar como máximo {max} MB. Redúzcalo, por ejemplo quitando imágenes.',
  'import.refused.tooHeavy':
    'Leer este archivo requiere demasiado tiempo o memoria. Guárdelo de nuevo con su procesador de textos o impórtelo por partes.',
  'import.refused.unknownKind':
    'Este tipo de archivo no se puede importar. Guárdelo como .docx, .odt, .md, .html, .txt, .rtf o .pdf.',
  'import.refused.oldWord':
    'Este archivo es de un Word antiguo (.doc). Ábralo en un procesador de textos, guárdelo como .docx e importe ese.',
  'import.refused.protected':
    'Este archivo está protegido con una contraseña. Quite la contraseña, guárdelo e impórtelo de nuevo.',
  'import.refused.broken': 'Este archivo está dañado o no es lo que dice su nombre. Ábralo, guárdelo de nuevo e importe ese.',
  'import.refused.pdf.scanned':
    'Este PDF contiene imágenes de páginas y ningún texto. Importe el documento del que procede o reconozca antes su texto.',
  'import.refused.stopped': 'La importación se detuvo. No se ha cambiado nada.',
  'import.refused.unsafe':
    'Este archivo recurre a otros archivos o a programas propios. Ábralo, guárdelo de nuevo sin ellos e importe ese.',
  'import.warning.image.alt': 'Esta imagen no tiene un texto que la describa. Añada uno para las personas que no pueden verla.',
  'import.warning.table.names': 'Nada en esta tabla da nombre a sus columnas o filas. Quien la escucha necesita esos nombres.',
  'import.warning.image.remote': 'Una imagen está en otro ordenador y se dejó fuera: {src}',
  'import.warning.image.external': 'Una imagen solo enlazada con el archivo se dejó fuera.',
  'import.warning.image.kind':
    'Se dejó fuera una imagen de un tipo que no se puede mostrar. Las imágenes pueden ser PNG, JPEG, GIF o WebP.',
  'import.warning.image.tooLarge': 'Se dejó fuera una imagen demasiado grande.',
  'import.warning.image.broken': 'Se dejó fuera una imagen dañada o ausente.',
  'import.warning.drawing': 'Se dejó fuera un dibujo hecho en el procesador de textos. Insértelo como imagen.',
  'import.warning.altChunk': 'Se dejó fuera una parte incrustada en otro formato.',
  'import.warning.pdf.guessed': 'Un PDF no dice qué es título, párrafo o lista: se ha adivinado. Revíselo, por favor.',
  'import.warning.text.guessed': 'Un texto sin formato no dice qué es título: se ha adivinado. Revíselo, por favor.',
  'import.stage.waiting': 'En espera de otras importaciones',
  'import.stage.reading': 'Leyendo el archivo',
  'import.stage.cutting': 'Formando párrafos',
  'import.stage.done': 'Terminado',
}

export const importWords = { en, fr, es }
