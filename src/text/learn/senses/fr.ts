export const fr = {
	money:
		'argent fonds financ* sou sous franc* euro* million* dollar* subvention* pay* bailleur* donateur* cout* coute* caisse* bourse credits depens* somme* invest* tresor* liquidite* moyens fcfa cofinanc* prime*',
	bank: 'banque* banqu* pret prets preter prete crediteur* credit* emprunt* garantie* caution* gage* hypothe* dette* remboursement* microcredit* microfinance* etablissement* taux',
	budget:
		'budget* budgetaire* ligne* finances dotation* alloue* allocation* inscrit* inscription* vote* arbitrage* arbitr* decaiss* ordonnance*',
	dear: 'cher chere chers cheres prix cout* coute* onereu* tarif* triple double* fois salaire* portee abordable* inabordable* marge* revenu* mois bourse hors douane* fret',
	train:
		'form* formation* cours stage* atelier* enseign* appren* ecole* module* instruct* recycl* diplom* licence master* etudiant* curriculum* cursus universit* filiere* compagnon* pedagog* seminaire* session*',
	expert:
		'expert* ingenieur* technicien* chimiste* toxicologue* specialiste* operateur* metallurgiste* geologue* conseill* formateur* consultant* competen* analyste* juriste* medecin* mecanicien* electricien*',
	knowhow:
		'sait savent savoir* connai* competen* maitris* exploit* reparer repar* depann* entretien* entreten* maintenance calibr* etalonn* interpret* notice* manuel* experience* technicite* savoir-faire regler manipul*',
	staff:
		'personnel* effectif* poste* vacan* agent* retraite* depart* partis parti quitt* recrut* embauch* inspecteur* equipe* mutation* mute* releve* main-d’oeuvre affect*',
	law: 'loi* decret* arrete* texte* projet* regl* jurid* legisl* ordonnance* norme* parlement* assemblee code* article* interdi* amend* promulg* ratifi* journal officiel valeur* limite* application avant-projet cadre',
	authority:
		'autorite* minist* agence* direction* mandat* attribution* prefet* gouverneur* competent* departement* commun* administr* organe* instance* institution* tutelle* pouvoir* regulateur*',
	enforce:
		'control* inspect* amende* sanction* penal* poursui* tribun* juge* saisi* infraction* illeg* contreband* fraud* corrupt* polic* applique* derog* douan* impuni* verbalis* constat*',
	permit: 'permis autoris* agrement* homolog* certific* accredit* cadastre* concession* titre* licence* immatricul* quorum visa*',
	measure:
		'mesur* surveill* analys* prelev* echantillon* test* dosage* doser emission* cheminee* cheveux sang* urin* enquete* etude* campagne* detect* spectrom* capteur* releve* teneur* concentration*',
	lab: 'laboratoire* labo* accredit* spectrom* chromatograph* reactif* paillasse* etalon*',
	count:
		'inventaire* regist* statisti* donnee* chiffre* nombre* estim* recens* base cartograph* carte* cadastr* decompt* liste* quantit* tonnage* inconnu* rapport* etude* repertori* fich* traçabil* bilan* reference',
	supplier:
		'fournisseur* revendeur* vendeur* importat* concession* distribut* fabricant* constructeur* negociant* grossiste* representant* apres-vente detaillant* commerc*',
	market:
		'march* vend* vente* achet* achat* catalogue* rayon* stock* introuvabl* dispon* import* boutique* magasin* trouv* procur* command* approvision* comptoir*',
	spare: 'piece* rechange* cartouche* membrane* joint* consommable* filtre* ampoule* electrode* pile*',
	patent: 'brevet* licence* redevance* technolog* transfert* detent* propri*',
	unsuited:
		'adapt* inadapt* concu* climat* humid* poussier* fragil* minerai* altitude* taille* echelle* petit* chaleur* tropical* salin* conçu* convien*',
	believe:
		'croi* croy* pens* confian* mefi* convain* convict* opinion* avis mentalit* attitud* estim* jug* idee* sceptic* persuad* considere* tien* affaire',
	habit:
		'habitud* coutum* tradition* toujours pere* grand-pere* ancetre* prefer* resist* reticen* attach* ancien* refus* geste* changer abandonn* routine* aieul* maniere*',
	unaware:
		'ignor* meconn* conscien* sensibilis* rumeur* danger* poison* nocif* toxi* risque* inoffens* enfant* mere* femme* mains nues etiquet* attention soupcon* doute*',
	inform:
		'inform* brochure* affiche* radio* campagne* guide* depliant* film* tradui* traduction* manuel* site fiche* message* visite* echange* chanson* livret* sensibilis* experience* document* exemple*',
	power:
		'electri* courant* delest* coupure* reseau* groupe electrogene* generat* tension* solaire* gasoil kilowatt* energie* panne* triphas* transformateur*',
	road: 'route* piste* pont* camion* bateau* pirogue* rail* port* quai* transport* vehicul* achemin* bac desenclav* convoi*',
	water: 'eau* conduite* canalis* egout* riviere* forage* puits bassin* effluent* pluie* inond* assainis* caniveau* fleuve*',
	building:
		'batiment* toit* local locaux salle* hangar* entrepot* mur* porte* serrure* cour depot* cloture* installation* usine* construi* construct* abri* conteneur* armoire* amenag* ouvrage*',
	storage:
		'stock* entrepos* fut futs decharge* elimin* incinerat* enfoui* fosse* tas benne* collect* traitement* stabilis* cave bidons bidon* depot* dechet* confin*',
	other:
		'chacun* chaque autre* propre* separement different* deux trois doublon* double* chevauch* meme* parallele* entre ensemble commun* conjoint* mutualis* cote',
	meeting:
		'reunion* reuni* comite* coordin* courrier* lettre* repond* reponse* concert* proces-verbal* convoqu* dialogue* echang* communiqu* memorandum* point focal cellule* plateforme* cooper* collabor* pilotage dossier* homologue* province* interministeriel* transmet*',
	device:
		'appareil* machine* equipement* instrument* analyseur* cornue* table* thermometre* filtre* laveur* compteur* lampe* unite* kit* ordinateur* separateur* moniteur* detecteur* gant* masque* tensiometre* pompe* autoclave* hotte* concasseur* lot* materiel* outil* preleveur*',
	broken:
		'panne* casse* arret* repar* rouill* mort* grill* bache* carton* caisse* emball* defaill* usure us* vetust* obsolet* poussiere* fuite* abim* immobil* hors service dort* dormir',
	lack: 'manqu* faute absen* penuri* insuffi* defaut* defici* faibl* peu rare* carenc* lacun* vide* zero neant depourvu* priv* aucun* denue* inexist* limit* maigre*',
	no: 'ne n pas non ni jamais aucun* personne rien sans nul* plus',
	hinder:
		'entrav* obstacle* frein* difficult* probleme* empech* retard* bloqu* lent* peine* contrainte* souffr* goulot* echou* echec* attend* malgre impossible* perd* paralys* complique* peinent butte bute heurt*',
	only: 'seul* uniquement seulement simple unique moitie',
	ask: 'demand* sollicit* besoin* requ* souhait* voudr* aimer* appel* necess* reclam* attend* espere* propos* indispensable* faut faudrait aide* appui* appuy* assist* soutien* soutenir apport* accueill* bienvenu* exprim* serait seraient',
	should: 'doit doivent devra* devrait* devraient faut faudr* serait necessaire* pourrait si falloir il convient',
	will: 'sera seront prevu* prevoi* plan* program* prochain* 2025 2026 2027 2028 2029 2030 2031 annonc* prepar* horizon* futur* debut* commenc* lanc* objectif* automne printemps d’ici envisag* compt* echeanc* calendrier* adopter* entrera suivra an',
	done: 'a ont ete livr* install* adopt* ouvert* ouvr* mis cree* achev* termin* inaugur* introdui* remplac* desormais depuis deja aujourd’hui dernier* sign* reussi* form* recu* publi* construi* est 2019 2020 2021 2022 2023 2024 fonctionn* entre vigueur',
	over: 'autrefois naguere jadis ancien* jusqu avant surmont* resolu* fini* desormais enfin plus hier epoque longtemps souvenir* leve* regl* histoire tourne* passe dispar*',
	offer:
		'offr* offre* partag* pret prete prets disposition* gratuit* gracieu* accueill* heberg* invit* mettre mettons ouvert* tout toute Partie parties pays voisin* propos* volontiers donn* don preter* detach* recevoir* accept* region* frais nous nos autres',
	we: 'nous notre nos',
	if: 'si sous reserve lorsque quand condition* sitot pourvu moins',
	reported:
		'selon rapport* dit disent declar* affirm* indiqu* signal* enquet* interrog* mission* auditeur* aurait seraient temoign* rapporte*',
	contrast: 'mais cependant toutefois pourtant bien tandis alors malgre neanmoins plutot sauf or revanche certes',
	describe:
		'est sont situ* couvre compt* environ produi* employ* cent pourcent part hectare* moyenne* annuel* capacite* population* superficie* cote nord sud est ouest export* tonnes convention* entree defin* chapitre section tableau',
	enable:
		'grace permis permet* possible* cle cles succes reussi* repose* tient* secret* facteur* determin* decisi* condition* explique* favoris* doit atout* facilit* essentiel*',
	vacancy: 'vacan* vacant* poste postes pourvu* effectif*',
	leave: 'parti* partir quitt* retraite* demission* depart debauch* emigr*',
	rotate: 'mutation* mute* rotation* releve* affect*',
	collateral: 'garantie* caution* gage* hypothe* titre* aval',
	loss: 'perte* faillit* dette* pauvre* deficit* ruin* indigen*',
	projectend: 'termine* cloture* fin epuise* tari* cloturé*',
	duty: 'douane* droit* fret taxe* tva',
	wage: 'salaire* revenu* gagn* paie mensuel*',
	pending: 'tiroir* placard* sommeil* dort* dormir poussiere* souffrance carton* enlis*',
	sign: 'sign* parap* cachet* tampon* approuv* valid*',
	silent: 'repond* reponse* silence* muet* nouvelle*',
	refuse: 'refus* rejet* declin* renonc* oppos*',
	dispute: 'disput* querell* rejet* conflit* rival* contredi* desaccord* jalou* contradict* bras',
	keepsecret: 'secret* confidenti* cach* gard* jalous* conserv* reten*',
	guess: 'devin* aveugl* aveuglette nez pifometre approximat* suppos* ignore*',
	record: 'registre* cahier* archive* fich* tableur formulaire* carnet* dossier*',
	fishhair: 'poisson* cheveu* sang urine* lait riz',
	airwater: 'air sol sols sediment* nappe* cheminee* lixiviat*',
	abroad: 'etrang* outre-mer voisin* envoy*',
	language: 'langu* tradui* traduct* dialect* parl* illettr* analphab* lire',
	remote: 'ile iles isol* montagn* vallee* village* desert* recul* enclav* brousse',
	season: 'pluie* crue* saison* inond* hiver* seche* orage* chaleur',
	lock: 'serrure* porte* cle cloture* gardien* vol vole* cadenas',
	vehicle: 'camion* bateau* vehicul* moto* ane pirogue* bac transporteur*',
	bury: 'enfoui* enterr* trou* fosse* ravin* tas entass* pelle*',
	burn: 'brul* feu fumee* incinerat* four fours',
	kids: 'enfant* bebe* mere* femme* encein* fille* famille* menag*',
	elders: 'pere peres grand-pere* ancien* ancetre* aieul* generation*',
	taste: 'beau* blanc* clair* gout* lumiere eclat* peau odeur* teint',
	spirit: 'esprit* dieu* genie* guerisseur* sorcier* magie chance prier* rituel* eglise* mosque* benedict*',
	danger: 'danger* poison* toxi* nocif* risque* malad* malade* tremblement* sante',
	media: 'radio* televis* affiche* chanson* film* theatre* depliant* journal* internet reseaux',
	visit: 'visit* echang* voyage* delegation* jumel* deplacement*',
	university: 'universit* facult* ecole* etudiant* licence master* diplom* lycee*',
	toolbox: 'carton* caisse* emball* bache* housse* plastique',
	court: 'tribun* juge* procur* proces parquet condamn*',
	fine: 'amende* sanction* peine* penal* punir dissuas* prison',
	bribe: 'pot-de-vin corrup* enveloppe neveu cousin* influen* prote* complais*',
	smuggle: 'contreband* illeg* illicit* frontier* clandestin* noir fraud* saisi*',
	draft: 'projet* avant-projet* lecture parlement* assemblee* promulg* ratif* publi*',
	outdated: 'vetust* obsol* date* ancien* colonial* copi* siecle desuet* perime*',
	levels: 'federal* province* district* commun* local* national* central* region* capital* mairie*',
	donors: 'bailleur* partenaire* bilater* multilater* fonds fem cooperation',
	twolists: 'doublon* meme memes double* parallele* separe* propre* differ* chacun*',
	phone: 'telephon* appel* courriel* mail numero* contact* guichet*',
	freeofcharge: 'gratuit* gracieu* frais gracieusement',
	hosting: 'accueil* recev* place* bourse* stage* collegues',
	willing: 'pret prets prete dispos* volontiers heureu* peut peuvent pouvons capable*',
	request: 'demand* sollicit* pri* pries requete* requier* reclam*',
	wish: 'souhait* voudr* esper* aimer* bienvenu* reconnaiss* rev*',
	necessary: 'besoin* necess* indispens* requi* urgen* faut faudrait',
	works: 'fonctionn* tourne* marche* utilis* exploit* service',
	replace: 'remplac* elimin* conver* substitu* bascul* retir* abandon*',
	opened: 'inaugur* ouvert* lanc* achev* remis* livr* arriv* install*',
	published: 'publi* edit* imprim* diffus* distribu* paru*',
	ppe: 'gant* masque* lunettes respirat* casque* botte* protect*',
	retort: 'cornue* rampe* table* concass* broyeur* batee* centrifug* gravim*',
	analyser: 'analyseur* spectrom* preleveur* sonde* detecteur* appareil* fluorescence',
	factory: 'usine* atelier* ligne* unite* capacite*',
	landfill: 'decharge* casier* elimination* stabilis* traitement* export* confin*',
	notime: 'retard* attend* attente* annee* mois long* lent* repouss* report*',
	nobody: 'personne nul aucun* quiconque'
};
