// Wakes what the server drew on readers' pages.

import { AgreementBar } from './vote/agreement-bar.ts'
import { VoteButtons } from './vote/vote-buttons.ts'
import { start } from './live.ts'
import { page } from './page.ts'

customElements.define('agreement-bar', AgreementBar)
customElements.define('vote-buttons', VoteButtons)
if (page.slug) start({ changed: () => {}, reset: async () => {}, bye: () => {} })
