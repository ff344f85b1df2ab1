-- What the first Parley wrote: a consultation with comments, votes, one comment hidden and one paragraph corrected.
insert into "consultations" ("id", "slug", "title", "lang", "dir", "description", "links", "next", "closesAt", "closingWall", "closingZone", "createdAt", "publishedAt", "openedAt", "revision", "minVotes", "guests", "wholeId", "imported") values ('town', 'old', 'Water and heat', 'en', 'ltr', '', '[]', '', '2026-11-30T22:59:00.000Z', '2026-11-30T23:59:00', 'Europe/Paris', '2026-10-05T10:00:00.000Z', '2026-10-05T10:00:00.000Z', '2026-10-05T10:00:00.000Z', 2, 5, 1, 'town-whole', '{"counts":{"headings":{"1":2},"headingsInTables":0,"numbered":0,"listItems":2,"tables":1,"rows":2,"images":0,"links":0,"footnotes":0,"comments":0},"leftOut":[],"warnings":[],"comments":[],"guessed":false,"ids":["head-water","unit-loses","unit-until","head-heat","unit-heating","unit-table"]}');
insert into "logs" ("consultationId", "lastSeq", "lastAt", "votes", "comments", "answered", "searchedSeq") values ('town', 11, '2026-10-05T10:00:00.000Z', 3, 3, 0, 11);
insert into "notices" ("consultationId", "seq", "act", "at", "by", "to", "revision") values ('town', 3, 'published', '2026-10-05T10:00:00.000Z', 'operator', '2026-11-30T22:59:00.000Z', 1);
insert into "notices" ("consultationId", "seq", "act", "at", "by", "reason", "from", "to", "paragraphId", "revision") values ('town', 11, 'corrected', '2026-10-05T10:00:00.000Z', 'secretariat', 'A slip', 'Until the old pipes are replaced, the company will:
listen for leaks at night;
lower the pressure.', 'Until all old pipes are replaced, the company will wait.', 'unit-until', 2);
insert into "paragraphs" ("id", "consultationId", "wordingId", "position", "kind", "level", "html", "text", "items", "rows", "footnotes") values ('head-water', 'town', 'head-water', 0, 'heading', 1, 'Water', 'Water', 0, 0, '[]');
insert into "paragraphs" ("id", "consultationId", "wordingId", "position", "number", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-loses', 'town', 'unit-loses', 1, 1, 'prose', '<p>The town loses one litre in five of the water it treats.</p>', 'The town loses one litre in five of the water it treats.', 0, 0, '[]');
insert into "paragraphs" ("id", "consultationId", "wordingId", "position", "number", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-until', 'town', 'unit-until', 2, 2, 'list', '<p>Until all old pipes are replaced, the company will wait.</p>', 'Until all old pipes are replaced, the company will wait.', 2, 0, '[]');
insert into "paragraphs" ("id", "consultationId", "wordingId", "position", "kind", "level", "html", "text", "items", "rows", "footnotes") values ('head-heat', 'town', 'head-heat', 3, 'heading', 1, 'Heat', 'Heat', 0, 0, '[]');
insert into "paragraphs" ("id", "consultationId", "wordingId", "position", "number", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-heating', 'town', 'unit-heating', 4, 3, 'prose', '<p>Heating is the largest use of energy in the town.</p>', 'Heating is the largest use of energy in the town.', 0, 0, '[]');
insert into "paragraphs" ("id", "consultationId", "wordingId", "position", "number", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-table', 'town', 'unit-table', 5, 4, 'table', '<table><tr><th scope="col">What</th><th scope="col">Cost</th></tr><tr><td>Pipes</td><td>6</td></tr></table>', 'What	Cost
Pipes	6', 0, 2, '[]');
insert into "editions" ("paragraphId", "revision", "consultationId", "wordingId", "html", "text", "at") values ('head-water', 1, 'town', 'head-water', 'Water', 'Water', '2026-10-05T10:00:00.000Z');
insert into "editions" ("paragraphId", "revision", "consultationId", "wordingId", "number", "html", "text", "at") values ('unit-loses', 1, 'town', 'unit-loses', 1, '<p>The town loses one litre in five of the water it treats.</p>', 'The town loses one litre in five of the water it treats.', '2026-10-05T10:00:00.000Z');
insert into "editions" ("paragraphId", "revision", "consultationId", "wordingId", "number", "html", "text", "at") values ('unit-until', 1, 'town', 'unit-until', 2, '<p>Until the old pipes are replaced, the company will:</p><ul><li>listen for leaks at night;</li><li>lower the pressure.</li></ul>', 'Until the old pipes are replaced, the company will:
listen for leaks at night;
lower the pressure.', '2026-10-05T10:00:00.000Z');
insert into "editions" ("paragraphId", "revision", "consultationId", "wordingId", "html", "text", "at") values ('head-heat', 1, 'town', 'head-heat', 'Heat', 'Heat', '2026-10-05T10:00:00.000Z');
insert into "editions" ("paragraphId", "revision", "consultationId", "wordingId", "number", "html", "text", "at") values ('unit-heating', 1, 'town', 'unit-heating', 3, '<p>Heating is the largest use of energy in the town.</p>', 'Heating is the largest use of energy in the town.', '2026-10-05T10:00:00.000Z');
insert into "editions" ("paragraphId", "revision", "consultationId", "wordingId", "number", "html", "text", "at") values ('unit-table', 1, 'town', 'unit-table', 4, '<table><tr><th scope="col">What</th><th scope="col">Cost</th></tr><tr><td>Pipes</td><td>6</td></tr></table>', 'What	Cost
Pipes	6', '2026-10-05T10:00:00.000Z');
insert into "editions" ("paragraphId", "revision", "consultationId", "wordingId", "number", "html", "text", "reason", "at") values ('unit-until', 2, 'town', 'unit-until', 2, '<p>Until all old pipes are replaced, the company will wait.</p>', 'Until all old pipes are replaced, the company will wait.', 'A slip', '2026-10-05T10:00:00.000Z');
insert into "places" ("id", "consultationId", "threads", "comments") values ('town-whole', 'town', 1, 1);
insert into "places" ("id", "consultationId", "threads", "comments") values ('head-water', 'town', 0, 0);
insert into "places" ("id", "consultationId", "threads", "comments") values ('unit-loses', 'town', 1, 2);
insert into "places" ("id", "consultationId", "threads", "comments") values ('unit-until', 'town', 0, 0);
insert into "places" ("id", "consultationId", "threads", "comments") values ('head-heat', 'town', 0, 0);
insert into "places" ("id", "consultationId", "threads", "comments") values ('unit-heating', 'town', 0, 0);
insert into "places" ("id", "consultationId", "threads", "comments") values ('unit-table', 'town', 0, 0);
insert into "items" ("id", "consultationId", "kind", "placeId", "seq", "replies", "agree", "disagree", "unsure", "guests", "low") values ('unit-loses', 'town', 'wording', 'unit-loses', 0, 0, 1, 1, 0, 1, 0.09453120463920085);
insert into "items" ("id", "consultationId", "kind", "placeId", "seq", "replies", "agree", "disagree", "unsure", "guests", "low") values ('unit-until', 'town', 'wording', 'unit-until', 0, 0, 0, 0, 0, 0, 0);
insert into "items" ("id", "consultationId", "kind", "placeId", "seq", "replies", "agree", "disagree", "unsure", "guests", "low") values ('unit-heating', 'town', 'wording', 'unit-heating', 0, 0, 0, 0, 0, 0, 0);
insert into "items" ("id", "consultationId", "kind", "placeId", "seq", "replies", "agree", "disagree", "unsure", "guests", "low") values ('unit-table', 'town', 'wording', 'unit-table', 0, 0, 0, 0, 0, 0, 0);
insert into "items" ("id", "consultationId", "kind", "placeId", "seq", "replies", "agree", "disagree", "unsure", "guests", "low") values ('comment-pays', 'town', 'comment', 'unit-loses', 4, 1, 1, 0, 0, 1, 0.20654931179180275);
insert into "items" ("id", "consultationId", "kind", "placeId", "replyTo", "seq", "replies", "agree", "disagree", "unsure", "guests", "low") values ('comment-reply', 'town', 'comment', 'unit-loses', 'comment-pays', 5, 0, 0, 0, 0, 0, 0);
insert into "items" ("id", "consultationId", "kind", "placeId", "seq", "replies", "agree", "disagree", "unsure", "guests", "low", "shutAt") values ('comment-hidden', 'town', 'comment', 'town-whole', 6, 0, 0, 0, 0, 0, 0, '2026-10-05T10:00:00.000Z');
insert into "people" ("id", "kind", "name", "lang", "createdAt") values ('ana', 'participant', 'Ana', 'en', '2026-10-05T10:00:00.000Z');
insert into "people" ("id", "kind", "name", "lang", "createdAt") values ('ben', 'guest', 'Ben', 'en', '2026-10-05T10:00:00.000Z');
insert into "people" ("id", "kind", "name", "lang", "createdAt") values ('mo', 'participant', 'Mo', 'en', '2026-10-05T10:00:00.000Z');
insert into "people" ("id", "kind", "name", "lang", "createdAt") values ('clara', 'participant', 'Clara', 'en', '2026-10-05T10:00:00.000Z');
insert into "votes" ("consultationId", "personId", "itemId", "value", "guest", "at") values ('town', 'ana', 'unit-loses', 'agree', 0, '2026-10-05T10:00:00.000Z');
insert into "votes" ("consultationId", "personId", "itemId", "value", "guest", "at") values ('town', 'ben', 'comment-pays', 'agree', 1, '2026-10-05T10:00:00.000Z');
insert into "votes" ("consultationId", "personId", "itemId", "value", "guest", "at") values ('town', 'ben', 'unit-loses', 'disagree', 1, '2026-10-05T10:00:00.000Z');
insert into "comments" ("id", "consultationId", "placeId", "personId", "authorName", "authorKind", "lang", "text", "revision", "postedAt", "reports") values ('comment-pays', 'town', 'unit-loses', 'ana', 'Ana', 'participant', 'en', 'Who pays for the pipes?', 1, '2026-10-05T10:00:00.000Z', 0);
insert into "comments" ("id", "consultationId", "placeId", "replyTo", "personId", "authorName", "authorKind", "lang", "text", "revision", "postedAt", "reports") values ('comment-reply', 'town', 'unit-loses', 'comment-pays', 'ben', 'Ben', 'guest', 'en', 'All of us.', 1, '2026-10-05T10:00:00.000Z', 0);
insert into "comments" ("id", "consultationId", "placeId", "personId", "authorName", "authorKind", "lang", "text", "revision", "postedAt", "hiddenAt", "hiddenReason", "hiddenNote", "reports") values ('comment-hidden', 'town', 'town-whole', 'ben', 'Ben', 'guest', 'en', 'Too long.', 1, '2026-10-05T10:00:00.000Z', '2026-10-05T10:00:00.000Z', 'other', 'No.', 0);
insert into "events" ("consultationId", "seq", "at", "type", "subject", "data") values ('town', 1, '2026-10-05T10:00:00.000Z', 'consultation.created', 'town', '{}');
insert into "events" ("consultationId", "seq", "at", "type", "subject", "data") values ('town', 2, '2026-10-05T10:00:00.000Z', 'draft.changed', 'town', '{"act":"import"}');
insert into "events" ("consultationId", "seq", "at", "type", "subject", "data") values ('town', 3, '2026-10-05T10:00:00.000Z', 'consultation.published', 'town', '{}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 4, '2026-10-05T10:00:00.000Z', 'comment.posted', 'ana', 'comment-pays', '{"place":{"id":"unit-loses","comments":{"threads":1,"all":1}},"parent":null}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 5, '2026-10-05T10:00:00.000Z', 'comment.posted', 'ben', 'comment-reply', '{"place":{"id":"unit-loses","comments":{"threads":1,"all":2}},"parent":{"id":"comment-pays","replies":1}}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 6, '2026-10-05T10:00:00.000Z', 'comment.posted', 'ben', 'comment-hidden', '{"place":{"id":"town-whole","comments":{"threads":1,"all":1}},"parent":null}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 7, '2026-10-05T10:00:00.000Z', 'vote.cast', 'ana', 'unit-loses', '{"item":"unit-loses","value":"agree","tally":[1,0,0,0]}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 8, '2026-10-05T10:00:00.000Z', 'vote.cast', 'ben', 'unit-loses', '{"item":"unit-loses","value":"disagree","tally":[1,1,0,1]}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 9, '2026-10-05T10:00:00.000Z', 'vote.cast', 'ben', 'comment-pays', '{"item":"comment-pays","value":"agree","tally":[1,0,0,1]}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 10, '2026-10-05T10:00:00.000Z', 'comment.hidden', 'mo', 'comment-hidden', '{"note":"No.","by":"Mo","reason":"other"}');
insert into "events" ("consultationId", "seq", "at", "type", "personId", "subject", "data") values ('town', 11, '2026-10-05T10:00:00.000Z', 'paragraph.corrected', 'clara', 'unit-until', '{"reason":"A slip"}');
insert into "grants" ("personId", "role", "consultationId", "at") values ('mo', 'moderator', '', '2026-10-05T10:00:00.000Z');
insert into "grants" ("personId", "role", "consultationId", "at") values ('clara', 'secretariat', '', '2026-10-05T10:00:00.000Z');
insert into "draftUnits" ("id", "consultationId", "position", "kind", "level", "html", "text", "items", "rows", "footnotes") values ('head-water', 'town', 0, 'heading', 1, 'Water', 'Water', 0, 0, '[]');
insert into "draftUnits" ("id", "consultationId", "position", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-loses', 'town', 1, 'prose', '<p>The town loses one litre in five of the water it treats.</p>', 'The town loses one litre in five of the water it treats.', 0, 0, '[]');
insert into "draftUnits" ("id", "consultationId", "position", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-until', 'town', 2, 'list', '<p>Until the old pipes are replaced, the company will:</p><ul><li>listen for leaks at night;</li><li>lower the pressure.</li></ul>', 'Until the old pipes are replaced, the company will:
listen for leaks at night;
lower the pressure.', 2, 0, '[]');
insert into "draftUnits" ("id", "consultationId", "position", "kind", "level", "html", "text", "items", "rows", "footnotes") values ('head-heat', 'town', 3, 'heading', 1, 'Heat', 'Heat', 0, 0, '[]');
insert into "draftUnits" ("id", "consultationId", "position", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-heating', 'town', 4, 'prose', '<p>Heating is the largest use of energy in the town.</p>', 'Heating is the largest use of energy in the town.', 0, 0, '[]');
insert into "draftUnits" ("id", "consultationId", "position", "kind", "html", "text", "items", "rows", "footnotes") values ('unit-table', 'town', 5, 'table', '<table><tr><th scope="col">What</th><th scope="col">Cost</th></tr><tr><td>Pipes</td><td>6</td></tr></table>', 'What	Cost
Pipes	6', 0, 2, '[]');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('head-water', 'town', 'paragraph', 'head-water', 'water');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('unit-loses', 'town', 'paragraph', 'unit-loses', 'the town loses one litre in five of the water it treats.');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('head-heat', 'town', 'paragraph', 'head-heat', 'heat');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('unit-heating', 'town', 'paragraph', 'unit-heating', 'heating is the largest use of energy in the town.');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('unit-table', 'town', 'paragraph', 'unit-table', 'what	cost
pipes	6');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('comment-pays', 'town', 'comment', 'unit-loses', 'who pays for the pipes?');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('comment-reply', 'town', 'comment', 'unit-loses', 'all of us.');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('comment-hidden', 'town', 'hidden', 'town-whole', 'too long.');
insert into "searchDocs" ("ref", "consultationId", "kind", "placeId", "words") values ('unit-until', 'town', 'paragraph', 'unit-until', 'until all old pipes are replaced, the company will wait.');
