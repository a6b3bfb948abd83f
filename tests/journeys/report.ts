import { Document, HeadingLevel, Packer, Paragraph } from 'docx';

/** A small Word report in English, with one challenge, one need and one thing done. */
export async function englishReport(party: string): Promise<Buffer> {
	const lines = [
		'The Party faces a lack of trained inspectors in artisanal and small-scale gold mining.',
		'We need 12 mercury analysers for the laboratory of the Northern Province by 2028.',
		'There is no lack of funds for lighting.'
	];
	return report(`National report of ${party} (written for a test)`, 'Part C. Challenges', lines);
}

/** The same in Arabic, in an Arab ministry's words. */
export async function arabicReport(party: string): Promise<Buffer> {
	const lines = [
		'يواجه الطرف نقصاً في الموارد المالية والكوادر المدربة في قطاع تعدين الذهب الحرفي.',
		'نحتاج إلى 12 جهازاً لتحليل الزئبق قبل عام 2028.'
	];
	return report(`تقرير وطني ${party} (كُتب لغرض الاختبار)`, 'الجزء جيم. التحديات', lines);
}

function report(title: string, heading: string, lines: string[]): Promise<Buffer> {
	const children = [
		new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
		new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }),
		...lines.map((text) => new Paragraph({ text }))
	];
	return Packer.toBuffer(new Document({ title, sections: [{ children }] }));
}
