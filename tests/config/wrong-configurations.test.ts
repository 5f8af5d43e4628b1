import { describe, expect, test } from 'vitest';
import { loadText, refusalOf } from './load-text.ts';
import type { Environment } from './load-text.ts';

const S = 'servers:\n- id: 123456789012345678\n  forum: 234567890123456789\n';
const AN_ID = 'a Discord ID (17 to 20 digits)';

interface Wrong {
  yaml: string;
  /** The beginning of the line: `line:column path`, without a path where the file as a whole is meant. */
  at: string;
  /** What the line says about what was found and what is allowed. */
  says: string[];
  env?: Environment;
}

// One case a line, so that the tables can be read as tables.
// prettier-ignore
const noYaml: Record<string, Wrong> = {
  'an empty file': { yaml: '', at: '1:1', says: ['found nothing', 'a mapping', '`servers`'] },
  'nothing but comments': { yaml: '# later\n# more\n', at: '1:1', says: ['found nothing', 'a mapping'] },
  'a list': { yaml: '- a\n- b\n', at: '1:1', says: ['found a list', 'a mapping'] },
  'a word': { yaml: 'hello\n', at: '1:1', says: ['found `hello`', 'a mapping'] },
  'a number': { yaml: '42', at: '1:1', says: ['found `42`', 'a mapping'] },
  'two documents': { yaml: `${S}---\n${S}`, at: '4:1', says: ['second document', 'one only'] },
  'a tab as indentation': { yaml: 'log:\n\tlevel: info\n', at: '2:1', says: ['a tab', 'spaces only'] },
  'a quote that is never closed': { yaml: `${S}database: "x.db\n`, at: '5:1', says: ["isn't valid YAML"] },
  'a list that is never closed': { yaml: `language: [en\n${S}`, at: '2:1', says: ['indentation', 'needs its end'] },
  'two colons in a line': { yaml: `discord:\n  status: Help: write me\n${S}`, at: '2:11', says: ['quotes'] },
  'a wrong indentation': { yaml: 'log:\n  level: info\n   format: json\n', at: '2:10', says: ['`: `', 'indentation'] },
  'a reserved character': { yaml: `discord:\n  status: @me\n${S}`, at: '2:11', says: ['reserved', 'quotes'] },
  'an unknown tag': { yaml: `language: !lang en\n${S}`, at: '1:11', says: ['`!tag`', 'quotes'] },
  'an alias without its anchor': { yaml: `language: *lang\n${S}`, at: '1:11 language', says: ['*lang', '&lang'] },
  'a key twice': { yaml: `language: en\n${S}language: en\n`, at: '5:1', says: ['`language`', 'twice', 'once'] },
  'a key twice further in': { yaml: `log:\n  level: info\n  level: warn\n${S}`, at: '3:3', says: ['`level`', 'twice'] },
  'a list as a key': { yaml: `? [a, b]\n: 1\n${S}`, at: '1:3', says: ['a key must be a word'] },
};

// prettier-ignore
const unknownKeys: Record<string, Wrong> = {
  'at the top': { yaml: `databse: x\n${S}`, at: '1:1 databse', says: ['did you mean `database`?', '`retention` and `servers`'] },
  'in a section': { yaml: `log:\n  levle: info\n${S}`, at: '2:3 log.levle', says: ['did you mean `level`?', '`format`'] },
  'in a server': { yaml: `${S}  tickts: {}\n`, at: '4:3 servers[0].tickts', says: ['did you mean `tickets`?'] },
  'in a ticket section': { yaml: `${S}  tickets: { reciepts: true }\n`, at: '4:14 servers[0].tickets.reciepts', says: ['did you mean `receipts`?'] },
  'that resemble nothing': { yaml: `webserver: 80\n${S}`, at: '1:1 webserver', says: ['no such key', 'allowed here'] },
  'that are numbers': { yaml: `1: 2\n${S}`, at: '1:1 [1]', says: ['no such key', 'allowed here'] },
  'that merge': { yaml: `<<: {}\n${S}`, at: '1:1 <<', says: ['no such key'] },
  'that attack': { yaml: `__proto__: { language: de }\n${S}`, at: '1:1 __proto__', says: ['no such key'] },
  'with slashes': { yaml: `a/b~c: 1\n${S}`, at: '1:1 a/b~c', says: ['no such key'] },
};

// prettier-ignore
const missing: Record<string, Wrong> = {
  'no servers': { yaml: 'language: en\n', at: '1:1 servers', says: ['is missing', 'a list'] },
  'servers with nothing in it': { yaml: 'language: en\nservers:\n', at: '2:1 servers', says: ['is missing', 'a list'] },
  'an empty list of servers': { yaml: 'servers: []\n', at: '1:10 servers', says: ['at least one'] },
  'a server without ID': { yaml: 'servers:\n- forum: 234567890123456789\n', at: '2:3 servers[0].id', says: ['is missing', AN_ID] },
  'a server without forum': { yaml: 'servers:\n- id: 123456789012345678\n', at: '2:3 servers[0].forum', says: ['is missing', AN_ID] },
  'a server that is nothing': { yaml: 'servers:\n-\n', at: '2:2 servers[0]', says: ['found nothing', 'a mapping'] },
  'an ID that is nothing': { yaml: 'servers:\n- id:\n  forum: 234567890123456789\n', at: '2:6 servers[0].id', says: ['found nothing', AN_ID] },
};

// prettier-ignore
const wrongValues: Record<string, Wrong> = {
  'an ID that is too short': { yaml: S.replace('123456789012345678', '1234'), at: '2:7 servers[0].id', says: ['`1234`', AN_ID] },
  'an ID that is too long': { yaml: S.replace('123456789012345678', '123456789012345678901'), at: '2:7 servers[0].id', says: ['`123456789012345678901`', AN_ID] },
  'an ID of letters': { yaml: S.replace('234567890123456789', 'general'), at: '3:10 servers[0].forum', says: ['`general`', AN_ID] },
  'an ID as Discord mentions it': { yaml: S.replace('234567890123456789', '"<#234567890123456789>"'), at: '3:10 servers[0].forum', says: [AN_ID] },
  'an ID with a fraction': { yaml: S.replace('234567890123456789', '1.5e17'), at: '3:10 servers[0].forum', says: ['`1.5e17`', AN_ID] },
  'a negative ID': { yaml: S.replace('234567890123456789', '-234567890123456789'), at: '3:10 servers[0].forum', says: [AN_ID] },
  'a list as ID': { yaml: S.replace('234567890123456789', '[1]'), at: '3:10 servers[0].forum', says: ['found a list', AN_ID] },
  'the server as its own forum': { yaml: S.replace('234567890123456789', '123456789012345678'), at: '3:10 servers[0].forum', says: ["server's own ID", 'forum channel'] },
  'servers as a mapping': { yaml: 'servers:\n  id: 123456789012345678\n', at: '2:3 servers', says: ['found a mapping', 'a list'] },
  'a server twice': { yaml: S + S.replace('servers:\n', '').replace('234567890123456789', '345678901234567890'), at: '4:7 servers[1].id', says: ['listed twice', 'once'] },
  'a forum of two servers': { yaml: S + S.replace('servers:\n', '').replace('123456789', '345678901'), at: '5:10 servers[1].forum', says: ['another server', 'its own'] },
  'a category without a name': { yaml: `${S}  categories: [{ emoji: 🛒 }]\n`, at: '4:16 servers[0].categories[0].name', says: ['is missing', 'of 3 to 45 characters'] },
  'a category whose name makes no ID': { yaml: `${S}  categories: [{ name: Помощь }]\n`, at: '4:24 servers[0].categories[0].name', says: ['no letter a–z', 'an `id`'] },
  'a category ID that is none': { yaml: `${S}  categories: [{ name: Help, id: No Good }]\n`, at: '4:34 servers[0].categories[0].id', says: ['`No Good`', 'lower-case letters'] },
  'two categories with one ID': { yaml: `${S}  categories: [{ name: Käse! }, { name: Kase }]\n`, at: '4:41 servers[0].categories[1].name', says: ['`kase`', 'another category'] },
  'two categories with one forum tag': { yaml: `${S}  categories: [{ name: abcdefghijklmnopqrstuvw, forum_tag: true }, { name: abcdefghijklmnopqrstxyz, forum_tag: true }]\n`, at: '4:76 servers[0].categories[1].name', says: ['`abcdefghijklmnopqrst`', 'cut to 20', 'another category'] },
  'a forum tag that the bot keeps': { yaml: `${S}  categories: [{ name: unanswered, forum_tag: true }]\n`, at: '4:24 servers[0].categories[0].name', says: ['`unanswered`', 'keeps for itself', '`forum_tag`'] },
  'a forum tag that the bot keeps in another language': { yaml: `${S}  categories: [{ name: Offen, forum_tag: true }]\n`, at: '4:24 servers[0].categories[0].name', says: ['`Offen`', 'keeps for itself'] },
  'more forum tags than there is room for': { yaml: `${S}  feedback: { rating_tags: true }\n  categories:\n${Array.from({ length: 10 }, (_, index) => `  - { name: Topic ${index}, forum_tag: true }\n`).join('')}`, at: '6:3 servers[0].categories', says: ['found 10', '20 tags', '9 are left'] },
  'eleven categories': { yaml: `${S}  categories:\n${Array.from({ length: 11 }, (_, index) => `  - name: Topic ${index}\n`).join('')}`, at: '5:3 servers[0].categories', says: ['found 11 entries', 'at most 10'] },
  'no open tickets at all': { yaml: `${S}  tickets: { max_open_per_user: 0 }\n`, at: '4:33 servers[0].tickets.max_open_per_user', says: ['found `0`', 'from 1 to 10'] },
  'a section as a word': { yaml: `log: debug\n${S}`, at: '1:6 log', says: ['`debug`', 'a mapping', '`level` and `format`'] },
  'an unknown language': { yaml: `language: tlh\n${S}`, at: '1:11 language', says: ['`tlh`', '`en`'] },
  'an unknown language of a server': { yaml: `${S}  language: tlh\n`, at: '4:13 servers[0].language', says: ['`tlh`', '`en`'] },
  'an unknown level': { yaml: `log: { level: warning }\n${S}`, at: '1:15 log.level', says: ['`warning`', '`trace`, `debug`', 'did you mean `warn`?'] },
  'a level as a number': { yaml: `log: { level: 3 }\n${S}`, at: '1:15 log.level', says: ['`3`', '`fatal`'] },
  'an unknown format': { yaml: `log: { format: xml }\n${S}`, at: '1:16 log.format', says: ['`xml`', '`auto`, `pretty` or `json`'] },
  'a status that is a list': { yaml: `discord: { status: [a] }\n${S}`, at: '1:20 discord.status', says: ['found a list', 'a text of at most 128 characters'] },
  'a status that is too long': { yaml: `discord: { status: ${'x'.repeat(129)} }\n${S}`, at: '1:20 discord.status', says: ['129 characters', 'at most 128'] },
  'an API address that is none': { yaml: `discord: { api_url: discord }\n${S}`, at: '1:21 discord.api_url', says: ['no address', 'https://discord.com/api'] },
  'an API address of another scheme': { yaml: `discord: { api_url: "ws://x" }\n${S}`, at: '1:21 discord.api_url', says: ['scheme ws', 'http or https'] },
  'an API address with a query': { yaml: `discord: { api_url: "http://x/?a" }\n${S}`, at: '1:21 discord.api_url', says: ['query', 'such as'] },
  'a database that is empty': { yaml: `database: ""\n${S}`, at: '1:11 database', says: ['isn’t empty'] },
  'yes instead of true': { yaml: `${S}  tickets: { enabled: yes }\n`, at: '4:23 servers[0].tickets.enabled', says: ['`yes`', 'true or false'] },
  'an unknown permission': { yaml: `${S}  staff: { permission: ManageMessage }\n`, at: '4:24 servers[0].staff.permission', says: ['`ManageMessage`', 'supportmail config schema', 'did you mean `ManageMessages`?'] },
  'a time without a unit': { yaml: `${S}  tickets: { grace: "10" }\n`, at: '4:21 servers[0].tickets.grace', says: ['found `10` without a unit', 'such as `10m` or `1h 30m`'] },
  'a time that is a bare number': { yaml: `${S}  tickets: { grace: 10 }\n`, at: '4:21 servers[0].tickets.grace', says: ['found `10`', 'such as `10m`'] },
  'a time of a unit that is none': { yaml: `${S}  tickets: { grace: 10 minuts }\n`, at: '4:21 servers[0].tickets.grace', says: ['`minuts`', 'no unit of time'] },
  'a time that is no time': { yaml: `${S}  tickets: { reopen_within: soon }\n`, at: '4:29 servers[0].tickets.reopen_within', says: ['`soon`', 'no time', '`30d`'] },
  'a time before now': { yaml: `${S}  tickets: { grace: -5m }\n`, at: '4:21 servers[0].tickets.grace', says: ['`-5m`', 'before now'] },
  'a time of ages': { yaml: `${S}  tickets: { grace: 101y }\n`, at: '4:21 servers[0].tickets.grace', says: ['`101y`', 'more than 100 years'] },
  'a time that is empty': { yaml: `${S}  tickets: { grace: "" }\n`, at: '4:21 servers[0].tickets.grace', says: ['such as `10m`'] },
  'a reminder after the closing': { yaml: `${S}  tickets: { inactivity: { remind_after: 2d, close_after: 48h } }\n`, at: '4:42 servers[0].tickets.inactivity.remind_after', says: ['no shorter than `close_after`'] },
  'a reminder at a time that is none': { yaml: `${S}  tickets: { inactivity: { remind_after: soon } }\n`, at: '4:42 servers[0].tickets.inactivity.remind_after', says: ['`soon`', 'such as `3d`'] },
  'a role that is no ID': { yaml: `${S}  staff: { roles: [Mods] }\n`, at: '4:20 servers[0].staff.roles[0]', says: ['`Mods`', AN_ID] },
  'one role instead of a list': { yaml: `${S}  staff: { roles: 345678901234567890 }\n`, at: '4:19 servers[0].staff.roles', says: ['a list'] },
  'a role twice': { yaml: `${S}  managers:\n    roles:\n    - 345678901234567890\n    - "345678901234567890"\n`, at: '7:7 servers[0].managers.roles[1]', says: ['twice', 'once'] },
  'everyone as staff': { yaml: `${S}  staff: { roles: [123456789012345678] }\n`, at: '4:20 servers[0].staff.roles[0]', says: ['@everyone', 'narrower'] },
  'a ping without saying what': { yaml: `${S}  tickets: { ping: [345678901234567890] }\n`, at: '4:21 servers[0].tickets.ping[0]', says: ['`role: ID` or `user: ID`'] },
  'a ping of two at once': { yaml: `${S}  tickets: { ping: [{ role: 345678901234567890, user: 345678901234567890 }] }\n`, at: '4:21 servers[0].tickets.ping[0]', says: ['`role: ID` or `user: ID`'] },
  'a ping of something else': { yaml: `${S}  tickets: { ping: [{ rol: 345678901234567890 }] }\n`, at: '4:23 servers[0].tickets.ping[0].rol', says: ['did you mean `role`?'] },
  'more than 50 pings': { yaml: `${S}  tickets: { ping: [${Array.from({ length: 51 }, (_, index) => `{ role: ${345678901234567000n + BigInt(index)} }, `).join('')}] }\n`, at: '4:20 servers[0].tickets.ping', says: ['found 51 entries', 'at most 50'] },
  'the same ping twice': { yaml: `${S}  tickets: { ping: [{ role: 345678901234567890 }, { role: 345678901234567890 }] }\n`, at: '4:51 servers[0].tickets.ping[1]', says: ['twice'] },
  'an auto-archive that Discord lacks': { yaml: `${S}  tickets: { auto_archive: 2d }\n`, at: '4:28 servers[0].tickets.auto_archive', says: ['`2d`', '`1h`, `1d`, `3d` or `7d`'] },
  'an auto-archive without unit': { yaml: `${S}  tickets: { auto_archive: 7 }\n`, at: '4:28 servers[0].tickets.auto_archive', says: ['`7`', '`7d`'] },
  'a message that is too long': { yaml: `${S}  tickets:\n    creation_message: ${'x'.repeat(2001)}\n`, at: '5:23 servers[0].tickets.creation_message', says: ['2001 characters', 'at most 2000'] },
  'a message of spaces': { yaml: `${S}  tickets: { close_message: "  " }\n`, at: '4:29 servers[0].tickets.close_message', says: ['white space only'] },
  'a placeholder that does not exist': { yaml: `${S}  tickets: { creation_message: "Hi {user.nmae}" }\n`, at: '4:32 servers[0].tickets.creation_message', says: ['`{user.nmae}`', 'did you mean `{user.name}`?', '`{user.mention}`'] },
  'a brace that is never closed': { yaml: `${S}  tickets: { close_message: "Bye {user.name" }\n`, at: '4:29 servers[0].tickets.close_message', says: ['`{user.name`', '`{{` writes a brace'] },
  'a mention in a title': { yaml: `${S}  tickets: { post_title: "{user.mention}" }\n`, at: '4:26 servers[0].tickets.post_title', says: ['`{user.mention}`', '`{user.name}`'] },
  'an empty title': { yaml: `${S}  tickets: { post_title: "" }\n`, at: '4:26 servers[0].tickets.post_title', says: ['1 to 100 characters'] },
  'no note prefix at all': { yaml: `${S}  tickets: { note_prefix: }\n`, at: '4:27 servers[0].tickets.note_prefix', says: ['found nothing', 'a text of at most 20'] },
};

const F = `${S}  feedback:\n    form:\n`;
const at = 'servers[0].feedback.form';
const note = '    - { type: note, text: Hello }\n';
const text = '    - { type: text, id: a, label: A }\n';

// prettier-ignore
const forms: Record<string, Wrong> = {
  'a field of no type': { yaml: `${F}    - { id: a, label: A }\n`, at: `6:7 ${at}[0].type`, says: ['is missing', '`text`, `select`, `file` or `note`'] },
  'a field of an unknown type': { yaml: `${F}    - { type: txet }\n`, at: `6:15 ${at}[0].type`, says: ['`txet`', 'did you mean `text`?'] },
  'a field without a label': { yaml: `${F}    - { type: text, id: a }\n`, at: `6:7 ${at}[0].label`, says: ['is missing', '`type: text` needs it'] },
  'a label that is too long': { yaml: `${F}    - { type: text, id: a, label: ${'x'.repeat(46)} }\n`, at: `6:35 ${at}[0].label`, says: ['46 characters', '1 to 45'] },
  'a menu without options': { yaml: `${F}    - { type: select, id: a, label: A }\n`, at: `6:7 ${at}[0].options`, says: ['is missing', '`type: select` needs it'] },
  'a menu with no options at all': { yaml: `${F}    - { type: select, id: a, label: A, options: [] }\n`, at: `6:49 ${at}[0].options`, says: ['an empty list'] },
  'a menu in which more must be chosen than there is': { yaml: `${F}    - { type: select, id: a, label: A, options: [{ label: B }], min: 2 }\n`, at: `6:70 ${at}[0].min`, says: ['more than there are options (1)'] },
  'a menu in which more must be chosen than may be': { yaml: `${F}    - { type: select, id: a, label: A, options: [{ label: B }, { label: C }], min: 2, max: 1 }\n`, at: `6:84 ${at}[0].min`, says: ['more than `max`'] },
  'an option twice': { yaml: `${F}    - { type: select, id: a, label: A, options: [{ label: B }, { label: C, value: B }] }\n`, at: `6:64 ${at}[0].options[1]`, says: ['`B`', '`value` of its own'] },
  'an emoji that is none': { yaml: `${F}    - { type: select, id: a, label: A, options: [{ label: B, emoji: ":star:" }] }\n`, at: `6:69 ${at}[0].options[0].emoji`, says: ['`:star:`', '<:name:ID>'] },
  'a key that belongs to another type': { yaml: `${F}    - { type: text, id: a, label: A, options: [{ label: B }] }\n`, at: `6:47 ${at}[0].options`, says: ["doesn't go with `type: text`", '`max_length`'] },
  'a note without words': { yaml: `${F}${text}    - { type: note }\n`, at: `7:7 ${at}[1].text`, says: ['is missing'] },
  'notes only': { yaml: `${F}${note}`, at: `6:5 ${at}`, says: ['notes only', 'something to fill in'] },
  'an ID twice': { yaml: `${F}${text}${text}`, at: `7:25 ${at}[1].id`, says: ['another field'] },
  'more than five fields': { yaml: F + text + note.repeat(5), at: `6:5 ${at}`, says: ['found 6 entries', 'at most 5'] },
  'a text that must be longer than it may be': { yaml: `${F}    - { type: text, id: a, label: A, min_length: 9, max_length: 8 }\n`, at: `6:50 ${at}[0].min_length`, says: ['more than `max_length`'] },
  'a text longer than Discord takes': { yaml: `${F}    - { type: text, id: a, label: A, max_length: 4001 }\n`, at: `6:50 ${at}[0].max_length`, says: ['`4001`', 'a whole number from 1 to 4000'] },
  'a default that doesn’t fit': { yaml: `${F}    - { type: text, id: a, label: A, max_length: 3, default: long }\n`, at: `6:62 ${at}[0].default`, says: ['0 to 3 characters'] },
  'hours without a time zone': { yaml: `${S}  tickets: { schedule: { monday: ["09:00-12:00"] } }\n`, at: '4:24 servers[0].tickets.schedule.timezone', says: ['is missing', 'a text'] },
  'a time zone that is none': { yaml: `${S}  tickets: { schedule: { timezone: Europe/Berlim, monday: ["09:00-12:00"] } }\n`, at: '4:36 servers[0].tickets.schedule.timezone', says: ['`Europe/Berlim`', 'did you mean `Europe/Berlin`?'] },
  'hours that are none': { yaml: `${S}  tickets: { schedule: { timezone: UTC, monday: ["9 to 5"] } }\n`, at: '4:50 servers[0].tickets.schedule.monday[0]', says: ['`9 to 5`', '`09:00-12:00`'] },
  'hours past midnight': { yaml: `${S}  tickets: { schedule: { timezone: UTC, monday: ["22:00-02:00"] } }\n`, at: '4:50 servers[0].tickets.schedule.monday[0]', says: ['ends before it begins', 'both days'] },
  'hours of no clock': { yaml: `${S}  tickets: { schedule: { timezone: UTC, monday: ["09:00-24:30"] } }\n`, at: '4:50 servers[0].tickets.schedule.monday[0]', says: ['`09:00-24:30`', 'up to `24:00`'] },
  'hours twice': { yaml: `${S}  tickets: { schedule: { timezone: UTC, monday: ["09:00-12:00", "11:00-13:00"] } }\n`, at: '4:65 servers[0].tickets.schedule.monday[1]', says: ['stands above already'] },
  'no hours at all': { yaml: `${S}  tickets: { schedule: { timezone: UTC, monday: [] } }\n`, at: '4:24 servers[0].tickets.schedule', says: ['no hours at all', 'leave `schedule` out'] },
  'a day that is none': { yaml: `${S}  tickets: { schedule: { timezone: UTC, munday: [], friday: ["09:00-12:00"] } }\n`, at: '4:41 servers[0].tickets.schedule.munday', says: ['did you mean `monday`?'] },
  'files in the form of feedback': { yaml: `${F}    - { type: file, id: a, label: A }\n`, at: `6:15 ${at}[0].type`, says: ['feedback takes no files'] },
  'more files than Discord takes': { yaml: `${S}  categories: [{ name: Bugs, form: [{ type: file, id: a, label: A, max: 11 }] }]\n`, at: '4:73 servers[0].categories[0].form[0].max', says: ['10 files'] },
  'files at least that are more than at most': { yaml: `${S}  categories: [{ name: Bugs, form: [{ type: file, id: a, label: A, min: 3, max: 2 }] }]\n`, at: '4:73 servers[0].categories[0].form[0].min', says: ['more than `max`'] },
  'files that are not passed on': { yaml: `${S}  tickets: { user_files: none }\n  categories: [{ name: Bugs, form: [{ type: file, id: a, label: A }] }]\n`, at: '5:45 servers[0].categories[0].form[0].type', says: ['passes no files on'] },
  'a menu’s key for files': { yaml: `${S}  categories: [{ name: Bugs, form: [{ type: file, id: a, label: A, style: short }] }]\n`, at: '4:75 servers[0].categories[0].form[0].style', says: ['`type: file`'] },
  'a colour that is a comment': { yaml: `${S}  panel:\n    color: #5865F2\n`, at: '5:12 servers[0].panel.color', says: ['found nothing', 'quotes', '# begins a comment'] },
  'a colour that is none': { yaml: `${S}  panel: { color: blue }\n`, at: '4:19 servers[0].panel.color', says: ['`blue`', "'#5865F2'"] },
  'a picture that is no address': { yaml: `${S}  panel: { image: lantern.png }\n`, at: '4:19 servers[0].panel.image', says: ['`lantern.png`', 'https://'] },
  'an emoji of a panel that is none': { yaml: `${S}  panel: { button: { emoji: smile } }\n`, at: '4:29 servers[0].panel.button.emoji', says: ['`smile`', '⭐'] },
  'a user in a panel, which is nobody’s': { yaml: `${S}  panel: { title: "Hello {user.name}" }\n`, at: '4:19 servers[0].panel.title', says: ['`{user.name}`', '`{server.name}`'] },
  'a channel by its name': { yaml: `${S}  feedback: { channel: feedback }\n`, at: '4:24 servers[0].feedback.channel', says: ['`feedback`', AN_ID] },
};

// prettier-ignore
const tokens: Record<string, Wrong> = {
  'two sources at once': { yaml: `discord:\n  token: abc\n  token_file: t\n${S}`, at: '3:15 discord.token_file', says: ['besides discord.token', 'only one'] },
  'a file that is missing': { yaml: `discord:\n  token_file: nope.txt\n${S}`, at: '2:15 discord.token_file', says: ["nope.txt doesn't exist", 'readable file'] },
  'a file that is a folder': { yaml: `discord:\n  token_file: .\n${S}`, at: '2:15 discord.token_file', says: ['no ordinary file'] },
  'an empty token': { yaml: `discord:\n  token: ""\n${S}`, at: '2:10 discord.token', says: ['an empty token', 'the bare token'] },
  'a token with Bot before it': { yaml: `discord:\n  token: Bot abc\n${S}`, at: '2:10 discord.token', says: ['“Bot ”', 'the bare token'] },
  'a token in quotes': { yaml: `discord: {}\n${S}`, at: '1:10 discord.token', says: ['DISCORD_TOKEN', 'in quotes'], env: { DISCORD_TOKEN: '"abc"' } },
  'a token with a line end inside': { yaml: `discord: {}\n${S}`, at: '1:10 discord.token', says: ['white space'], env: { DISCORD_TOKEN: 'abc\ndef' } },
  'a token that is a list': { yaml: `discord:\n  token: [abcdefgh]\n${S}`, at: '2:10 discord.token', says: ['isn’t shown here', 'a text'] },
};

// prettier-ignore
const environment: Record<string, Wrong> = {
  'a variable that is not set': { yaml: `discord:\n  status: \${GREETING}\n${S}`, at: '2:11 discord.status', says: ['GREETING', "isn't set", '${GREETING:-'] },
  'a variable that is not set, for an ID': { yaml: S.replace('234567890123456789', '${FORUM}'), at: '3:10 servers[0].forum', says: ['FORUM', "isn't set"] },
  'a name that is none': { yaml: `database: "\${MY-DB}"\n${S}`, at: '1:11 database', says: ['${MY-DB}', 'allowed are ${NAME}'] },
  'a brace that is never closed': { yaml: `database: "\${DB"\n${S}`, at: '1:11 database', says: ['${DB', 'allowed are ${NAME}'] },
  'a value that does not fit': { yaml: `language: \${LANG}\n${S}`, at: '1:11 language', says: ['`${LANG}`', '`en`'], env: { LANG: 'C.UTF-8' } },
};

describe.each(Object.entries({ noYaml, unknownKeys, missing, wrongValues, forms, tokens, environment }))(
  '%s',
  (_, table) => {
    test.each(Object.entries(table))('%s', (_name, { yaml, at, says, env = {} }) => {
      const error = refusalOf(() => loadText(yaml, env));
      expect(error).toMatchObject({ code: 'config.invalid', exitCode: 2 });
      const [headline, ...lines] = error.message.split('\n');
      expect(headline).toBe('There is a mistake in the configuration:');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^config\.yaml:\d+:\d+ /);
      expect(lines[0]?.slice('config.yaml:'.length).startsWith(at.includes(' ') ? `${at}: ` : `${at} `), lines[0]).toBe(
        true,
      );
      for (const part of says) expect(lines[0]).toContain(part);
    });
  },
);

test('all mistakes are listed at once, in the order of the file', () => {
  const yaml = `log: { level: loud }\ndatabse: x\nlanguage: \${L}\nservers:\n- id: 1\n  tickets: { enabled: 1 }\n`;
  const [headline, ...lines] = refusalOf(() => loadText(yaml)).message.split('\n');
  expect(headline).toBe('There are 6 mistakes in the configuration:');
  expect(lines.map((line) => line.split(': ')[0])).toEqual([
    'config.yaml:1:15 log.level',
    'config.yaml:2:1 databse',
    'config.yaml:3:11 language',
    'config.yaml:5:3 servers[0].forum',
    'config.yaml:5:7 servers[0].id',
    'config.yaml:6:23 servers[0].tickets.enabled',
  ]);
});
