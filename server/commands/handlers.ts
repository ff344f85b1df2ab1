// The map from a command's name to what carries it out.

import type { Handlers } from '../command.ts'
import { editComment, postComment, reportComment, withdrawComment } from './comment.ts'
import {
  archiveConsultation,
  createConsultation,
  deleteUnpublished,
  describeConsultation,
  publishConsultation,
} from './consultation.ts'
import { removeDemo } from './demo.ts'
import { duplicateConsultation, rehearseConsultation } from './copies.ts'
import { closeConsultation, extendConsultation, passDates, reopenConsultation } from './deadline.ts'
import {
  addDraft,
  apartDraft,
  describeDraft,
  nameDraft,
  dropDraft,
  levelDraft,
  mergeDraft,
  moveDraft,
  redoDraft,
  splitDraft,
  undoDraft,
  writeDraft,
} from './draft-acts.ts'
import { describeInstance } from './instance.ts'
import { answerComments, hideComment, keepComment, restoreComment, unanswer } from './moderation.ts'
import { correctParagraph } from './paragraph.ts'
import { erasePerson, optOut, renamePerson } from './person.ts'
import { beginRevision, decideRevision, dropRevision } from './revision.ts'
import { importRevision } from './revision-import.ts'
import { publishRevision } from './revision-publish.ts'
import { blockPerson, grantRole, revokeRole, unblockPerson } from './staff.ts'
import { freezeDraft, thawDraft } from './draft-room.ts'
import { castVote } from './vote.ts'

export const handlers: Handlers = {
  inConsultation: {
    'vote.cast': castVote,
    'comment.post': postComment,
    'comment.edit': editComment,
    'comment.withdraw': withdrawComment,
    'comment.report': reportComment,
    'comment.hide': hideComment,
    'comment.restore': restoreComment,
    'comment.keep': keepComment,
    'comment.answer': answerComments,
    'comment.unanswer': unanswer,
    'paragraph.correct': correctParagraph,
    'consultation.describe': describeConsultation,
    'consultation.publish': publishConsultation,
    'consultation.extend': extendConsultation,
    'consultation.close': closeConsultation,
    'consultation.reopen': reopenConsultation,
    'consultation.archive': archiveConsultation,
    'draft.split': splitDraft,
    'draft.merge': mergeDraft,
    'draft.move': moveDraft,
    'draft.drop': dropDraft,
    'draft.level': levelDraft,
    'draft.apart': apartDraft,
    'draft.names': nameDraft,
    'draft.describe': describeDraft,
    'draft.write': writeDraft,
    'draft.add': addDraft,
    'draft.undo': undoDraft,
    'draft.redo': redoDraft,
    'revision.begin': beginRevision,
    'revision.drop': dropRevision,
    'revision.import': importRevision,
    'revision.decide': decideRevision,
    'revision.publish': publishRevision,
    'draft.freeze': freezeDraft,
    'draft.thaw': thawDraft,
  },
  inHouse: {
    'consultation.create': createConsultation,
    'consultation.remove': deleteUnpublished,
    'consultation.duplicate': duplicateConsultation,
    'consultation.rehearse': rehearseConsultation,
    'person.rename': renamePerson,
    'person.optOut': optOut,
    'person.erase': erasePerson,
    'instance.describe': describeInstance,
    'person.block': blockPerson,
    'person.unblock': unblockPerson,
    'demo.remove': removeDemo,
    'staff.grant': grantRole,
    'staff.revoke': revokeRole,
  },
  passDates,
  timely: new Set(['vote.cast', 'comment.post', 'comment.edit']),
}
