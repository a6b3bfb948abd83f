export const es = {
	money:
		'dinero fondo* financ* plata peso* dolar* millon* euro* subvencion* pag* donante* cooperante* cost* caja bolsillo* gasto* suma* inver* tesor* recursos capital cofinanc* centavo* aporte* patrocin*',
	bank: 'banco* banca prestamo* prest* credit* hipoteca* aval* garantia* fiador* deuda* endeud* microcredit* entidad* reembols* interes*',
	budget: 'presupuest* partida* asign* renglon* vot* hacienda desembols* ejercicio fiscal*',
	dear: 'car* precio* cost* cuesta* tarifa* triple* doble* veces salari* alcance* barat* ingreso* mes bolsillo* flete* arancel* asequib* inasequib* sueldo*',
	train:
		'form* capacit* curso* taller* ensen* aprend* escuela* modul* instru* diploma* maestr* estudiant* universi* carrera* pasantia* adiestr* entren* seminario* becas beca* aula* clase* docente*',
	expert:
		'expert* ingenier* tecnic* quimic* toxicolog* especialist* operador* operari* metalurg* geolog* asesor* consult* perit* analist* abogad* medic* mecanic* capacitador* instructor*',
	knowhow:
		'sabe* saber* conoc* destreza* compet* domin* manej* oper* repar* manten* calibr* interpret* manual* experienc* diagnostic* arregl* manipul*',
	staff:
		'personal plantilla* plaza* vacante* funcionar* jubil* renunci* contrat* reclut* inspector* equipo* solo rotacion* rota* cargo* relevo* empleo*',
	law: 'ley leyes decreto* reglament* norm* legal* legisl* ordenanza* proyecto* parlament* congreso asamblea codigo* articulo* prohib* enmend* promulg* ratific* gaceta* limite* valor* juridic* anteproyecto*',
	authority:
		'autorida* minister* agencia* direccion* mandat* competen* gobernador* departament* municip* administra* organism* instituc* instituto* potestad* facultad* superintend* secretari* ente* alcald*',
	enforce:
		'fiscaliz* inspec* multa* sancion* pena* juez* juzgad* tribunal* decomis* incaut* infrac* ilegal* contraband* corrup* polic* cumpli* exencion* aduan* impun* control* vigil* delito* coima* soborn*',
	permit: 'permiso* autoriz* habilit* homolog* certific* acredit* catastro* concesion* titul* licencia* registro* quorum* aprob*',
	measure:
		'medi* monitor* analisis analiz* muestr* ensay* emision* chimenea* cabello* sangre* orina* encuesta* estudio* detect* espectr* sensor* concentra* lectura*',
	lab: 'laboratori* acredit* espectr* cromatogr* reactiv* patron* mesada*',
	count:
		'inventari* registr* estadist* dato* cifra* numero* estim* censo* censad* base mapa* mapeo* linea lista* cantidad* tonel* desconoc* informe* catastr* fich* traza* balance* conta* cuenta*',
	supplier:
		'proveed* vendedor* representan* import* distribuid* fabricant* comerciant* mayorista* posventa minorista* revended* concesionari* agente* suminist*',
	market:
		'mercado* vend* venta* compr* catalogo* estante* existencia* tienda* consegu* dispon* import* adquir* adquis* encarg* mostrador* almacen* surtid* abastec*',
	spare: 'repuest* pieza* cartucho* membrana* junta* consumible* filtro* bombill* electrodo* pila*',
	patent: 'patent* licencia* regali* tecnolog* transferen* titular* propiedad',
	unsuited:
		'adapt* adecua* disena* clima* humed* polvo* fragil* mineral* altitud* altura* tamano* escala* pequen* calor* tropical* salin* sirve* idone*',
	believe:
		'cre* piens* confian* desconf* convenc* convic* opini* mentalid* actitud* consider* juzg* idea* esceptic* persuad* juran asunto* recel*',
	habit:
		'habito* costumbr* tradicion* siempre padre* abuelo* prefier* prefer* resist* reacio* reacia* reticen* viej* nieg* gesto* cambi* abandon* rutina* aferr* antepasad* maner*',
	unaware:
		'ignor* desconoc* conscien* concien* sensibil* rumor* peligr* venen* dan* toxi* riesgo* inofens* nino* madre* mujer* manos descalz* etiquet* advert* sospech* enter*',
	inform:
		'inform* folleto* cartel* afiche* radio* campana* guia* triptico* pelicula* video* traduc* manual* sitio* ficha* mensaje* visita* intercambi* cancion* cartilla* divulg* difus* experienc* document* ejemplo*',
	power:
		'electri* luz corriente* apagon* red generador* tension* voltaje* solar* diesel kilovat* energ* trifasic* corte* transformador* planta',
	road: 'carretera* camino* puente* camion* barco* lancha* ferrocarril* tren puerto* muelle* transport* vehicul* acarre* trocha* via vias mula*',
	water: 'agua* tuber* alcantarill* rio* pozo* estanque* efluent* lluvia* inund* desague* saneamient* drenaj* canal*',
	building:
		'edific* techo* local* sala* galpon* bodega* almacen* pared* puerta* cerradura* candado* patio* cerca* instalac* planta* constru* obra* contenedor* armario* recinto* nave',
	storage:
		'almacen* tambor* bidon* verteder* basural* elimin* inciner* enterr* fosa* monton* recolec* tratamient* estabiliz* sotano* acopi* desech* residuo* relleno* basura* deposit*',
	other: 'cada otr* propi* separad* distint* dos tres duplic* dobl* solap* mism* paralel* entre junt* comun* conjunt* lado ambos',
	meeting:
		'reunion* reun* comite* coordin* carta* oficio* respond* respuesta* concert* acta* convoc* dialog* intercambi* comunic* memorando* punto* focal* mesa* plataforma* cooper* colabor* expediente* contraparte* provinc* interminister* ventanilla*',
	device:
		'aparato* maquina* equipo* equipam* instrument* analizador* retorta* mesa* termomet* filtro* lavador* medidor* lampara* unidad* kit* computador* separador* monitor* detector* guante* mascar* tensiomet* bomba* autoclave* campana* trituradora* material* herramient* muestreador* molino*',
	broken:
		'averi* rot* parad* repar* oxid* muert* quemad* lona* caja* embal* fall* desgast* obsolet* polvo* fug* danad* arrumb* desuso* duerm* estrope* descompuest* inutil* viej*',
	lack: 'falt* carec* carenc* ausen* escas* insufic* defici* debil* poc* rar* lagun* vaci* cero nulo* ningun* desprovist* inexist* limit* sin',
	no: 'no ni nunca jamas nadie nada ningun* sin tampoco',
	hinder:
		'obstacul* barrera* dificult* problem* impid* imped* retras* demor* bloque* lent* traba* traban* estanc* sufr* cuello* frustr* fracas* esper* pese imposib* perd* parali* complic* atasc* tropiez* freno*',
	only: 'solo solamente unic* apenas mera* mitad',
	ask: 'solicit* necesit* pid* pedim* requier* dese* quisier* querr* gustar* llamad* precis* reclam* esper* propon* indispensab* hace ayud* apoy* asist* agradec* bienvenid* urge* rueg* falta seria',
	should: 'debe* deber* habria habra necesari* hay que podria si tiene* conviene',
	will: 'sera seran previst* prev* plan* program* proxim* 2025 2026 2027 2028 2029 2030 2031 anunci* prepar* horizonte* futur* inici* empez* comenz* lanz* meta* otono primavera piens* calendario* entrara va van adoptar* cuando ano',
	done: 'ha han fue fueron entreg* instal* adopt* abri* abiert* cread* termin* inaugur* introdu* sustitu* reemplaz* ya desde hoy ultim* firm* logr* capacit* recib* public* construy* concluy* 2019 2020 2021 2022 2023 2024 funcion* vigor qued*',
	over: 'antes antano hasta super* resuel* resolv* termin* ahora hoy fin ya ayer tiempo* recuerd* histori* atras pasad* desaparec* antigu*',
	offer:
		'ofrec* ofert* compart* dispuest* disposicion gratuit* gratis acog* hosped* invit* pone* ponem* abiert* cualquier part* pais* vecin* propon* gusto* don* prest* ced* recib* acept* region* cost* nuestr* otros interesad*',
	we: 'nosotr* nuestr* nos',
	if: 'si siempre cuando condicion* salvo vez mientras sujeto pronto',
	reported: 'segun informa* dice* dijo dijeron declar* afirm* indic* senal* encuesta* entrevist* mision* auditor* habria testimoni* relat*',
	contrast: 'pero sin embargo obstante aunque mientras pese sino salvo cambio bien',
	describe:
		'es son situ* ubic* cubre* cuent* unos unas alrededor produc* emple* ciento porcentaj* hectar* promedi* anual* capacid* poblac* superficie* costa norte sur este oeste export* tonelad* conven* entro defin* capitul* seccion cuadro*',
	enable:
		'gracias permit* posib* clave* exit* descans* secret* factor* determin* decisiv* condicion* explic* favorec* depend* facilit* esencial* bas* apoya',
	vacancy: 'vacante* plaza* cargo* plantilla*',
	leave: 'march* jubil* renunci* emigr* abandon* fueron retir*',
	rotate: 'rota* traslad* relev*',
	collateral: 'aval* garantia* hipotec* escritur* prend*',
	loss: 'perdida* quiebra deuda* pobre* deficit ruin*',
	projectend: 'termin* cerr* agot* finaliz* sec*',
	duty: 'aduan* arancel* flete* impuesto* iva',
	wage: 'salari* sueldo* gana* ingreso* jornal*',
	pending: 'cajon* gaveta* duerme* dorm* polvo archivad* engavet* escritorio*',
	sign: 'firm* sell* rubric* aprob* visto',
	silent: 'respond* respuesta* contest* silenci* noticia*',
	refuse: 'rechaz* neg* nieg* declin* rehus* opon*',
	dispute: 'disput* pelea* conflict* rival* contradic* culpa* celos* pugna* desacuerd*',
	keepsecret: 'secret* confidenci* ocult* guard* reserv* celos*',
	guess: 'adivin* ciegas ciego* ojo tanteo aproxim* supon* conjetur*',
	record: 'registr* cuadern* archiv* planill* formulari* ficha* expedient*',
	fishhair: 'pescado* pez peces cabello* pelo sangre orina leche arroz',
	airwater: 'aire suelo* sediment* acuifer* chimenea* lixiviad*',
	abroad: 'extranjer* exterior vecin* envi*',
	language: 'idioma* lengua* traduc* dialect* habl* analfabet* leer',
	remote: 'isla* remot* montan* valle* aldea* pueblo* selva cordillera apartad* aisl*',
	season: 'lluvia* crecid* inund* temporada* estacion* invierno tormenta* sequia',
	lock: 'candado* puerta* llave* cerca* vigil* robo* robad*',
	vehicle: 'camion* barco* lancha* vehicul* moto* burro* mula* transportist*',
	bury: 'enterr* hoyo* fosa* pozo* barranc* mont* apil* pala*',
	burn: 'quem* fuego humo inciner* horno*',
	kids: 'nin* bebe* madre* mujer* embaraz* hija* familia*',
	elders: 'padre* abuel* ancian* antepasad* generacion*',
	taste: 'bell* blanc* clar* gust* luz brill* piel olor*',
	spirit: 'espirit* dios* curander* bruj* magia suerte rez* ritual* iglesia* bendic*',
	danger: 'peligr* venen* toxi* dan* riesgo* enferm* temblor* salud',
	media: 'radio* televis* cartel* cancion* pelicul* teatro* folleto* periodic* internet redes',
	visit: 'visit* intercambi* gira* delegac* viaj* herman*',
	university: 'universi* facult* escuel* estudiant* carrera* diplom* egres* maestria*',
	toolbox: 'caja* embal* lona* plastic* funda* bodega*',
	court: 'tribunal* juez* juzgad* fiscal* juicio* conden* sentenc*',
	fine: 'multa* sancion* pena* castig* disuas* carcel*',
	bribe: 'soborn* coima* corrup* sobre* sobrin* prim* influen* padrin* amig*',
	smuggle: 'contraband* ilegal* ilicit* fronter* clandestin* negro incaut* decomis*',
	draft: 'proyecto* anteproyecto* borrador* congreso* parlament* promulg* ratific* gaceta*',
	outdated: 'obsolet* antigu* data colonial* copia* siglo viej* caduc*',
	levels: 'federal* provinc* distrit* municip* local* nacional* central* region* capital alcald*',
	donors: 'donante* socio* cooperante* bilater* multilater* fondo* fmam cooperacion',
	twolists: 'duplic* mism* doble* paralel* separad* propi* difer* cada',
	phone: 'telefon* llam* correo* numero* contact* ventanill*',
	freeofcharge: 'gratuit* gratis cargo costo',
	hosting: 'acog* recib* plaza* cupo* beca* pasant* coleg*',
	willing: 'dispuest* list* gusto pued* podem* capaz disponibl*',
	request: 'solicit* pid* ped* ruega* requer* demand* gestion*',
	wish: 'dese* quisi* esper* gustar* agradec* bienven* sue*',
	necessary: 'necesit* necesar* indispens* requi* urge* precis* falta',
	works: 'funcion* opera* marcha uso utiliz* servicio',
	replace: 'reempla* sustitu* elimin* convers* convert* retir* cambi*',
	opened: 'inaugur* abri* abiert* lanz* conclu* entreg* lleg* instal*',
	published: 'public* edit* imprim* difund* distribu*',
	ppe: 'guante* mascar* gafas respirador* casco* botas protec*',
	retort: 'retorta* canal* mesa* triturad* molino* batea* centrifug* gravim*',
	analyser: 'analizador* espectr* muestreador* sonda* detector* medidor* fluorescencia',
	factory: 'planta* fabrica* taller* linea* unidad* capacidad*',
	landfill: 'verteder* relleno* celda* dispos* estabiliz* tratamient* export* confin*',
	notime: 'retras* demor* esper* ano* mes meses larg* lent* aplaz* posterg*',
	nobody: 'nadie ningun* quien'
};
