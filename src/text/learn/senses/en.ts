/** Words of one meaning, by its name: a star stands for any ending. */
export const en = {
	money:
		'money fund* financ* cash coin* cent* penny dollar* million* franc* euro* grant* pay* paid sponsor* donor* cost* afford* wallet purse treasury subsid* capital invest* expens* spend* sum fee*',
	bank: 'bank* lend* loan* credit* borrow* collateral surety guarantor guarantee* creditor* mortgage interest repay* debt* union* lender*',
	budget: 'budget* appropriat* allocat* voted vote* line* fiscal treasur* earmark* disburs*',
	dear: 'dear expensive price* pric* costs cost* cheap* trebl* doubl* purse afford* reach earn* wage* salary duty freight times tariff surcharge',
	train:
		'train* course* workshop* teach* taught learn* lesson* school* instruct* secondment* apprentice* curriculum diploma* master* degree* student* class* refresher coach* mentor*',
	expert:
		'expert* engineer* technician* chemist* toxicologist* specialist* operator* metallurgist* geologist* adviser* advisor* trainer* consultant* professional* hygienist* skilled hydrogeologist* analyst* lawyer* doctor*',
	knowhow:
		'know* skill* understand* knowledge* competen* handle* operat* calibrat* repair* mend* maintain* maintenance diagnos* interpret* manual* experience*',
	staff: 'staff* post* vacan* payroll* retire* resign* left hire* recruit* personnel* inspector* turnover team* rotate* pension*',
	law: 'law* act acts bill bills decree* regulation* ordinance* statut* legal* legislat* rule* parliament* clause* article* gazett* amend* standard* norm* limit* ban banned code ratif* promulgat* draft*',
	authority:
		'authorit* ministr* agency agencies directorate* board* governor* mandate* power* competent department* municipal* inspectorate* regulator* bureau* council* office*',
	enforce:
		'enforc* inspect* fine fines fined penalt* sanction* prosecut* court* judge* seiz* punish* violat* illegal* smuggl* bribe* corrupt* complian* comply police* exempt* waive* customs',
	permit: 'permit* licen* authori* approv* registr* certificat* accredit* cadastre concession* quorum consent*',
	measure:
		'measur* monitor* analy* sampl* test* calibrat* stack* emission* hair blood* urine survey* assay* detect* spectromet* instrument* concentration* reading* trace*',
	lab: 'laborator* lab labs accredit* spectromet* chromatograph* reagent* bench proficiency isotop*',
	count:
		'inventor* regist* statistic* data* figure* number* estimate* record* count* census* database* map maps mapped baseline* tonnage* list* unknown quantit* books studies study report* ledger* archive*',
	supplier:
		'suppl* dealer* vendor* agent* importer* distribut* manufactur* trader* stockist* maker* wholesale* representative* retailer* after-sales service workshop*',
	market:
		'market* shop* sold sell* buy* bought catalogue* shelf shelves stock* counter* store* import* available obtain* purchas* kiosk* price* sale* order*',
	spare: 'spare* part parts cartridge* membrane* gasket* electrode* consumable* bulb* filter* replacement* batter*',
	patent: 'patent* licens* royalt* proprietary holder* technology technologies transfer* intellectual',
	unsuited:
		'suit* designed climate* humid* damp* dust* built altitude* fragile ore* unfit adapt* clog* scale size small* large* conditions salt',
	believe:
		'believ* think* thought* trust* distrust* suspicio* sceptic* opinion* view* attitude* conviction* persuad* convinc* faith mind* see hold regard* consider* matter*',
	habit:
		'habit* custom* tradition* used always father* grandfather* prefer* resist* reluctan* cling* old way* refus* swear* sooner like* love* abandon* spirit* change*',
	unaware:
		'unaware ignor* aware* rumour* myth* heard danger* harmless poison* harm* risk* safe* children mothers women playing bare hands smell* eye label* understand* notice*',
	inform:
		'inform* leaflet* poster* radio* campaign* guid* brochure* film* translat* handbook* manual* website* fact* sheet* message* visit* exchange* song* pamphlet* booklet* newsletter* experience* example*',
	power: 'power electricit* grid* outage* generator* voltage current blackout* diesel solar phase substation* kilowatt* fuel* energy',
	road: 'road* bridge* track* lorry truck* boat* ferry* rail* port quay jetty transport* haul* vehicle* carried freight trail* plane*',
	water: 'water* pipe* pipeline* sewer* drain* river* well borehole* pond* effluent* sewage rain* flood*',
	building:
		'build* roof* room* shed* warehouse* hall wall* door* lock* storeroom* yard* floor* site* fence* facility facilities plant* depot* house* container* cabinet*',
	storage:
		'stor* drum* landfill* dump* dispos* incinerat* pit bury buried heap* bin bins collect* treatment stabiliz* stabilis* stack* basement bonded cell repository',
	other:
		'each other* own separately different both neither two three duplicate* double overlap* same parallel twice another between everyone together joint* common shared',
	meeting:
		'meet* committee* coordinat* letter* reply replies repl* consult* minutes convene* convened talk* dialogue exchange* communicat* memorandum focal liaison* task force council* cooperat* collaborat* steering quorum* file* counterpart* federal district* province*',
	device:
		'device* machine* equipment* instrument* analyser* analyzer* apparatus retort* table* thermomet* filter* scrubber* meter* lamp* unit* kit* computer* separator* monitor* gauge* detector* goggles gloves respirator* mask* sampler* scanner* pump* precipitator* autoclave* hood* crusher* vacuum fume',
	broken:
		'broken broke break* idle repair* fault* fail* rust* dead burnt stopped stands stood sheet box boxes unopened defective worn collapse* leak* spoil* damage* standstill obsolete outdated age* dust',
	lack: 'lack* miss* short* without absen* scarc* insufficien* inadequa* want deficit* poor* weak* few little gap* nothing nil empty zero fail* bare limited hardly barely scarcely thin nowhere',
	no: "no not none never nor neither cannot nobody nothing no-one without n't didn don doesn isn wasn aren won hasn haven hadn couldn",
	hinder:
		'hinder* hamper* obstacle* barrier* difficult* hard problem* prevent* delay* block* stuck slow* struggle* challenge* bottleneck* suffer* constrain* impede* complain* stall* wait* despite unable impossible lose* loses lost bad trouble*',
	only: 'only single one merely just sole half alone hardly barely at most',
	ask: 'request* ask* need* require* seek* sought wish* would like want* welcome* appreciat* apply applied appeal* call* grateful glad urge* crying hope* propose* necessary essential desirable invited help* assist* support* please give bring let had',
	should: 'should must ought needs required shall necessary would could might may if',
	will: 'will shall plan* intend* schedul* next year 2025 2026 2027 2028 2029 2030 2031 soon announc* prepar* foreseen forthcoming due expect* start* begin* programme* aim* autumn spring planned target* commission* tender* follow* adopt* once',
	done: 'has have was were been complet* deliver* install* adopt* open* establish* achiev* train* finish* launch* introduc* replac* now since already today last enter* signed succeed* success* phased became first receiv* commission* inaugurat* handed published built closed 2019 2020 2021 2022 2023 2024',
	over: 'longer formerly once used until before ago gone past overcome solved end ended now today finally since earlier then years memory history back resolved bygone behind',
	offer:
		"offer* share* sharing ready willing dispos* free host* invit* available lend* any Party parties country countries neighbour* open provide* place* glad* happy give* donate* second* pass take* accept* borrow* send* receive* others abroad gladly copy others' region* we our charge",
	we: 'we our us ours',
	if: 'if unless once provided whether when should as soon until condition* case subject given',
	reported: 'report* said say* according told tell* claim* alleg* state* stress* mention* respondent* interview* mission note* point*',
	contrast: 'but however yet although though while whereas despite nevertheless instead rather not except',
	describe:
		'is are located covers about some consist* produc* employ* per cent percent share* hectare* km average annual* capacity population area coast* north south east west export* tonnes convention entered defin* chapter section table figure',
	enable:
		'thanks because owing made possible key success* rests rest* depend* secret work* helped proved decisive factor* explain* enabled enabling what allows essential lies due credit*',
	vacancy: 'vacan* unfilled post posts advertis* headcount',
	leave: 'left leave leaves retire* resign* emigrat* quit* gone went poached lured pension*',
	rotate: 'rotat* turnover transfer* reshuffl* seconded',
	collateral: 'collateral surety guarantor title deed* pledge* mortgage* guarantee*',
	loss: 'loss losses bankrupt* debt* insolven* deficit broke poor poverty unprofitable',
	projectend: 'expired ended closed ran finished exhausted dried',
	duty: 'duty duties customs freight tax taxes vat surcharge import',
	wage: "wage* salary salaries earn* income month's months daily",
	pending: 'drawer* shelf shelves table dust gather* pending limbo stall* lying lies sleep* shelved buried stuck',
	sign: 'sign* signature* stamp* seal* approv* adopt* assent*',
	silent: 'reply replies replied answer* respond* silence silent unanswered heard',
	refuse: 'refus* declin* reject* turn* deni* unwilling balk*',
	dispute: 'disput* quarrel* odds blame* rival* conflict* clash* feud* jealous* contradict* bicker*',
	keepsecret: 'secret* confidential hide hidden withhold* guard* keep* kept own jealously disclos*',
	guess: 'guess* blind blindly dark approximat* eye roughly unknown idea speculat* conjectur*',
	record: 'record* ledger* notebook* log logbook* archive* file files spreadsheet* laptop paper form forms',
	fishhair: 'fish hair blood urine milk breast rice hair-sampling',
	airwater: 'air soil sediment* groundwater stack chimney* plume leachate',
	abroad: 'abroad overseas foreign neighbouring continent flown sent',
	language: 'language* translat* tongue dialect* english french speak* illiterat* written read',
	remote: 'island* remote mountain* valley* village* upriver desert outer interior hinterland ridge atoll*',
	season: 'rain* flood* dry season monsoon storm winter summer months heat frost',
	lock: 'lock* door* key keys fence* guard* theft stolen thieves open',
	vehicle: 'truck* lorry lorries boat* vehicle* van motorcycle* donkey* ferry trailer* carrier*',
	bury: 'bury buried hole* pit pits dig dug shovel* ditch* ravine* heap* pile* piled yard*',
	burn: 'burn* fire smoke incinerat* furnace* oven*',
	kids: 'child* baby babies mother* wom* pregnan* daughter* kid kids family wives',
	elders: 'father* grandfather* grandmother* elders ancestor* generation* forefather* old-timers',
	taste: 'beaut* white* fair* taste* light* ugly shine* pretty skin smell* weak stronger',
	spirit: 'spirit* god gods bless* healer* witch* magic luck pray* ritual* temple* church* mosque priest*',
	danger: 'danger* poison* toxic harm* hazard* risk* safe* unsafe ill sick* disease* tremor* health',
	media: 'radio* televis* poster* song* film* theatre play leaflet* comic drama newspaper* internet social',
	visit: 'visit* tour* exchange* delegation* see pilgrimage twin* trip*',
	university: 'universit* faculty college* school* student* curriculum* degree* chair graduate* diploma*',
	toolbox: 'box boxes crate* unopened wrapped packag* plastic sheet tarpaulin cover* warehouse',
	court: 'court* judge* prosecut* trial* lawsuit* convict* verdict*',
	fine: 'fine fines fined penalt* sanction* punish* deterr* threat* prison',
	bribe: 'bribe* corrupt* envelope nephew cousin* influence* protect* pocket* wink blind favour*',
	smuggle: 'smuggl* illegal* illicit* border* contraband black clandestin* undeclared seiz* confisc*',
	draft: 'draft* bill bills reading parliament* committee* gazett* promulg* ratif*',
	outdated: 'outdated old dating dates obsolete copied colonial since century 1950s decades',
	levels: 'federal state states provinc* district* municipal* local national central region* county capital',
	donors: 'donor* partner* agencies bilateral multilateral fund gef bank mission* cooperation',
	twolists: 'duplicat* twice same double overlap* parallel separately own contradict* differ* neither',
	phone: 'telephone* phone* call* email* mail number* contact* hotline desk',
	freeofcharge: 'free gratis charge charges without royalty-free loan disposal',
	hosting: 'host* welcome receive* place* seat* scholarship* intern* train* colleagues',
	willing: 'ready willing glad happy prepared able can could available disposed gladly',
	request: 'request* kindly please ask* asks appeal* apply application* submitted sought seek*',
	wish: 'would wish* hope* like welcome* appreciat* grateful dream* glad want* ideal*',
	necessary: 'need* necess* require* essential indispensab* must urgent* lacks want',
	works: 'works working runs running operat* use used in-use function* daily routine',
	replace: 'replac* phase* convert* conversion substitut* switch* changeover eliminat* remov*',
	opened: 'opened inaugurat* launched commissioned completed handed delivered arrived installed',
	published: 'publish* issued printed distributed posted released report* circulat*',
	ppe: 'glove* mask* goggles respirator* helmet* boots protective suit*',
	retort: 'retort* sluice* table* crusher* mill mills pan pans shaking centrifug* concentrator* smelt* gravity',
	analyser: 'analyser* analyzer* spectromet* sampler* probe* monitor* detector* meter* x-ray xrf calibrat*',
	factory: 'plant plants factory factories works mill workshop line lines unit capacity',
	landfill: 'landfill* cell* liner* disposal repository stabiliz* stabilis* treatment export* cement*',
	notime: 'delay* late wait* years months long slow* postpon* overdue',
	nobody: 'nobody no-one none person who anyone alone'
};
