import about from './ru/about.json' with { type: 'json' };
import account from './ru/account.json' with { type: 'json' };
import agreement from './ru/agreement.json' with { type: 'json' };
import backup from './ru/backup.json' with { type: 'json' };
import bench from './ru/bench.json' with { type: 'json' };
import cli from './ru/cli.json' with { type: 'json' };
import coding from './ru/coding.json' with { type: 'json' };
import concepts from './ru/concepts.json' with { type: 'json' };
import corrections from './ru/corrections.json' with { type: 'json' };
import document from './ru/document.json' with { type: 'json' };
import documents from './ru/documents.json' with { type: 'json' };
import edits from './ru/edits.json' with { type: 'json' };
import exchange from './ru/exchange.json' with { type: 'json' };
import findings from './ru/findings.json' with { type: 'json' };
import history from './ru/history.json' with { type: 'json' };
import home from './ru/home.json' with { type: 'json' };
import levels from './ru/levels.json' with { type: 'json' };
import limits from './ru/limits.json' with { type: 'json' };
import machines from './ru/machines.json' with { type: 'json' };
import mail from './ru/mail.json' with { type: 'json' };
import memos from './ru/memos.json' with { type: 'json' };
import names from './ru/names.json' with { type: 'json' };
import officeNames from './ru/office-names.json' with { type: 'json' };
import offices from './ru/offices.json' with { type: 'json' };
import outage from './ru/outage.json' with { type: 'json' };
import parties from './ru/parties.json' with { type: 'json' };
import passage from './ru/passage.json' with { type: 'json' };
import privacy from './ru/privacy.json' with { type: 'json' };
import quality from './ru/quality.json' with { type: 'json' };
import refused from './ru/refused.json' with { type: 'json' };
import replies from './ru/replies.json' with { type: 'json' };
import review from './ru/review.json' with { type: 'json' };
import sentences from './ru/sentences.json' with { type: 'json' };
import signIn from './ru/sign-in.json' with { type: 'json' };
import site from './ru/site.json' with { type: 'json' };
import study from './ru/study.json' with { type: 'json' };
import versions from './ru/versions.json' with { type: 'json' };
import words from './ru/words.json' with { type: 'json' };

export const ru = {
	about,
	account,
	agreement,
	backup,
	bench,
	cli,
	coding,
	concepts,
	corrections,
	document,
	documents,
	edits,
	exchange,
	findings,
	history,
	home,
	levels,
	limits,
	machines,
	mail,
	memos,
	names,
	'office-names': officeNames,
	offices,
	outage,
	parties,
	passage,
	privacy,
	quality,
	refused,
	replies,
	review,
	sentences,
	'sign-in': signIn,
	site,
	study,
	versions,
	words
};
