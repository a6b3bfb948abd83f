import { expect, test } from 'vitest';
import { identify } from './identify.ts';
import type { Language } from './languages.ts';

const sentences: [Language, string][] = [
	['ar', 'تفتقر الدولة إلى الموظفين المدربين وإلى المعدات اللازمة لقياس الزئبق في الهواء.'],
	['ar', 'وقد أُعِدَّت الخطة الوطنية بدعم من مرفق البيئة العالمية (GEF) وبرنامج الأمم المتحدة للبيئة (UNEP).'],
	['en', 'The laboratory has no spare parts for its cold-vapour analyser and no budget line for reagents.'],
	['en', 'Customs officers were trained in 2023; the training has not been repeated since.'],
	['es', 'El laboratorio no dispone de repuestos ni de presupuesto para reactivos desde hace tres años.'],
	['es', 'No se ha realizado ningún inventario de las emisiones.'],
	['fr', 'Le laboratoire ne dispose ni de pièces de rechange ni de ligne budgétaire pour les réactifs.'],
	['fr', "L'inventaire des rejets n'a pas été mis à jour faute de moyens."],
	['ru', 'Лаборатория не располагает запасными частями и средствами на закупку реактивов.'],
	['ru', 'Подготовка кадров велась при поддержке ЮНЕП и Global Environment Facility.'],
	['zh', '实验室没有冷蒸气分析仪的备件，也没有购买试剂的预算。'],
	['zh', '全球环境基金(GEF)资助了2023年的培训，联合国环境规划署(UNEP)提供了技术援助。']
];

test.each(sentences)('a sentence in %s is told: %s', (language, text) => {
	expect(identify(text)).toBe(language);
});

test.each(sentences)('a hint of another language does not change it (%s): %s', (language, text) => {
	for (const hint of ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const) expect(identify(text, hint)).toBe(language);
});

test.each([
	['Portuguese', 'Falta de recursos financeiros para a gestão do mercúrio e para a formação de técnicos.'],
	['German', 'Dem Labor fehlen Ersatzteile und ein Haushaltsposten für Reagenzien.'],
	['Italian', 'Il laboratorio non dispone di pezzi di ricambio né di fondi per i reagenti.'],
	['Dutch', 'Het laboratorium heeft geen reserveonderdelen en geen budget voor reagentia.'],
	['Swahili', 'Maabara haina vipuri wala bajeti ya kununua kemikali za kupima zebaki katika migodi midogo.'],
	['Turkish', 'Laboratuvarın yedek parçası ve reaktifler için bütçesi bulunmamaktadır.'],
	['Vietnamese', 'Phòng thí nghiệm không có phụ tùng thay thế và không có ngân sách cho thuốc thử.'],
	['Persian', 'آزمایشگاه قطعات یدکی و بودجه‌ای برای خرید مواد شیمیایی ندارد و کارکنان آموزش ندیده‌اند.'],
	['Persian in Arabic letters', 'آزمايشگاه پول و چند کارشناس ندارد و گزارش پاياني را چاپ نکرد'],
	['Urdu', 'تجربہ گاہ کے پاس فالتو پرزے اور کیمیائی مادوں کے لیے بجٹ نہیں ہے۔'],
	['Ukrainian', 'Лабораторія не має запасних частин і коштів на закупівлю реактивів.'],
	['Kazakh', 'Зертхананың қосалқы бөлшектері мен реактивтерге арналған қаражаты жоқ.'],
	['Bulgarian', 'Лабораторията не разполага с резервни части и със средства за закупуване на реактиви за измерване на живак.'],
	['Serbian', 'Лабораторија нема резервне делове нити средства за набавку реагенаса.'],
	['Japanese', '研究所には予備部品がなく、試薬を購入する予算もありません。'],
	['Korean', '실험실에는 예비 부품이 없고 시약을 구입할 예산도 없다.'],
	['Greek', 'Το εργαστήριο δεν διαθέτει ανταλλακτικά ούτε προϋπολογισμό.'],
	['Hebrew', 'למעבדה אין חלקי חילוף ואין תקציב לריאגנטים.'],
	['Hindi', 'प्रयोगशाला के पास अतिरिक्त पुर्जे नहीं हैं।']
])('%s is not one of our languages', (_name, text) => {
	expect(identify(text)).toBeUndefined();
	expect(identify(text, 'en')).toBeUndefined();
});

test('too little text takes the language of its neighbours', () => {
	for (const text of ['UNEP', 'Burkina Faso', 'No', 'Ghana', 'Total', 'Formation']) {
		for (const hint of ['en', 'es', 'fr'] as const) expect(identify(text, hint)).toBe(hint);
	}
});

test('what is not language takes the language of its neighbours', () => {
	for (const text of [
		'',
		'2023',
		'45 %',
		'UNEP/MC/COP.6/INF/18.',
		'https://www.unep.org/globalmercurypartnership/.',
		'—',
		'CO2',
		'12 kg'.replace(' kg', '')
	]) {
		expect(identify(text)).toBeUndefined();
		expect(identify(text, 'ru')).toBe('ru');
	}
});

test('a script is never overruled by the neighbours', () => {
	expect(identify('نعم', 'fr')).toBe('ar');
	expect(identify('Да', 'en')).toBe('ru');
	expect(identify('无', 'es')).toBe('zh');
});

test('a short text in Latin letters among Arabic takes no language that it is not written in', () => {
	expect(identify('Lack of trained staff', 'ar')).toBe('en');
	expect(identify('Manque de moyens', 'zh')).toBe('fr');
});

test('a list of names belongs to the text around it', () => {
	expect(identify('Tarkwa, Obuasi, Prestea, Bibiani', 'en')).toBe('en');
});

test('names in Latin letters do not make an Arabic, Russian or Chinese sentence English', () => {
	expect(identify('وقّعت الوزارة عقداً مع Lumex Instruments وMilestone Srl.')).toBe('ar');
	expect(identify('Что делает компания Tesla Electric Light?')).toBe('ru');
	expect(identify('1990年代由Merit Network资助。')).toBe('zh');
});
