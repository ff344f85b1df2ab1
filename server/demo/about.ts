// What stands around the draft of the demonstration, in the three languages it is written in.

import { readFileSync } from 'node:fs'
import type { DemoLang } from '../../shared/demo.ts'

interface About {
  title: string
  asker: string
  description: string
  next: string
  /** Who answers for the city. */
  office: string
  zone: string
}

export const abouts: Record<DemoLang, About> = {
  en: {
    title: 'Demonstration: Shade and water, a plan for hot summers',
    asker: 'Velmora (an invented city)',
    description:
      'Velmora is getting hotter. This draft says where the city will plant trees, keep rain and open cool rooms until 2035, and who pays. **Say what you think of each paragraph before the council decides.**',
    next: 'The city answers every comment within six weeks. The revised plan goes to the council together with this record.',
    office: 'Office for trees and water',
    zone: 'Europe/Dublin',
  },
  fr: {
    title: 'Démonstration : De l’ombre et de l’eau, un plan pour les étés chauds',
    asker: 'Velmora (ville imaginaire)',
    description:
      'À Velmora, les étés deviennent étouffants. Ce projet dit où la ville plantera des arbres, retiendra la pluie et ouvrira des salles fraîches d’ici à 2035, et qui paiera. **Donnez votre avis sur chaque paragraphe avant le vote du conseil.**',
    next: 'La ville répond à chaque commentaire dans les six semaines. Le plan révisé est soumis au conseil avec l’ensemble de vos avis.',
    office: 'Service des arbres et de l’eau',
    zone: 'Europe/Paris',
  },
  es: {
    title: 'Demostración: Sombra y agua, un plan para los veranos de calor',
    asker: 'Velmora (ciudad inventada)',
    description:
      'En Velmora cada verano hace más calor. Este borrador dice dónde plantará árboles la ciudad, dónde retendrá la lluvia y abrirá refugios frescos hasta 2035, y quién lo paga. **Opine sobre cada párrafo antes de que decida el pleno.**',
    next: 'La ciudad responde a cada comentario en un plazo de seis semanas. El plan revisado llega al pleno junto con todo lo que se ha dicho aquí.',
    office: 'Oficina de árboles y agua',
    zone: 'Europe/Madrid',
  },
}

export const draftOf = (lang: DemoLang): Uint8Array => readFileSync(new URL(`draft-${lang}.md`, import.meta.url))
export const scriptOf = (lang: DemoLang): string => readFileSync(new URL(`comments-${lang}.txt`, import.meta.url), 'utf8')
