import about from './en/about.json' with { type: 'json' };
import account from './en/account.json' with { type: 'json' };
import agreement from './en/agreement.json' with { type: 'json' };
import backup from './en/backup.json' with { type: 'json' };
import bench from './en/bench.json' with { type: 'json' };
import cli from './en/cli.json' with { type: 'json' };
import coding from './en/coding.json' with { type: 'json' };
import concepts from './en/concepts.json' with { type: 'json' };
import corrections from './en/corrections.json' with { type: 'json' };
import document from './en/document.json' with { type: 'json' };
import documents from './en/documents.json' with { type: 'json' };
import edits from './en/edits.json' with { type: 'json' };
import exchange from './en/exchange.json' with { type: 'json' };
import findings from './en/findings.json' with { type: 'json' };
import history from './en/history.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import levels from './en/levels.json' with { type: 'json' };
import limits from './en/limits.json' with { type: 'json' };
import machines from './en/machines.json' with { type: 'json' };
import mail from './en/mail.json' with { type: 'json' };
import memos from './en/memos.json' with { type: 'json' };
import names from './en/names.json' with { type: 'json' };
import officeNames from './en/office-names.json' with { type: 'json' };
import offices from './en/offices.json' with { type: 'json' };
import outage from './en/outage.json' with { type: 'json' };
import parties from './en/parties.json' with { type: 'json' };
import passage from './en/passage.json' with { type: 'json' };
import privacy from './en/privacy.json' with { type: 'json' };
import quality from './en/quality.json' with { type: 'json' };
import refused from './en/refused.json' with { type: 'json' };
import replies from './en/replies.json' with { type: 'json' };
import review from './en/review.json' with { type: 'json' };
import sentences from './en/sentences.json' with { type: 'json' };
import signIn from './en/sign-in.json' with { type: 'json' };
import site from './en/site.json' with { type: 'json' };
import study from './en/study.json' with { type: 'json' };
import versions from './en/versions.json' with { type: 'json' };
import words from './en/words.json' with { type: 'json' };

export const en = {
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
