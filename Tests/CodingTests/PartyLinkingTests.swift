import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// Who acts on whom where the words or the tree hide it, and what only looks like an act: kinds that are frequent in news.
@Suite struct PartyLinkingTests {
    /// A text and an event in it, as ``ResolutionTests/events(_:)`` writes them.
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var event: String
        var testDescription: String { text }

        init(_ text: String, _ event: String) {
            self.text = text
            self.event = event
        }
    }

    static let told = [
        // The states of a list act together, however the first was read; headlines with a comma for "and".
        Case("The US, Japan and Ghana hastily held a joint sea drill.", "COOPERATE GHA=JPN=USA"),
        Case("Ghana, Peru agree on trade", "AGREE GHA=PER"),
        Case("Chile, Cuba sign trade deal", "SUPPORT CHL=CUB"),
        Case("Kofi Mensah of Ghana and Juan Lopez of Peru signed an agreement.", "SUPPORT GHA=PER"),
        Case("Presidents Ama Owusu of Ghana and Juan Diaz of Cuba held talks.", "CONSULT CUB=GHA"),
        // What somebody is given in the passive.
        Case("A Peruvian writer was granted asylum in Ghana.", "AID GHA>PER"),
        Case("Two Cubans were offered refuge by Ghana.", "AID GHA>CUB"),
        Case("Peruvian officials were denied visas by Ghana.", "SANCTION GHA>PER"),
        // Demands in the subjunctive, at whose request, who is summoned where.
        Case("Ghana demanded that Peru release its sailors.", "REQUEST GHA>PER"),
        Case("At the request of Ghana, Peru arrested two sailors.", "REQUEST GHA>PER"),
        Case("Chile closed the port at Cuba's request.", "REQUEST CUB>CHL"),
        Case("Peru's ambassador was summoned to the foreign ministry in Accra.", "ACCUSE GHA>PER"),
        // Goods, missiles and drills.
        Case("Ghana blocked the accounts of ten Peruvians.", "SANCTION GHA>PER"),
        Case("Ghana's navy took part in drills with Peru.", "COOPERATE GHA=PER"),
        Case("Ghana and Peru took part in joint drills.", "COOPERATE GHA=PER"),
        // Words that the parser takes for something else, and what they are nothing but.
        Case("Ghanaian jets struck targets in Peru.", "ASSAULT GHA>PER"),
        Case("Ghana's foreign ministry summoned Peru's charge d'affaires.", "ACCUSE GHA>PER"),
        // Gatherings, suspicions, warrants, readiness, counterparts.
        Case("Representatives of Ghana, Peru and Chile gathered in Accra on Monday.", "CONSULT CHL=GHA=PER"),
        Case("Ghana suspects Peru of being behind the killing.", "ACCUSE GHA>PER"),
        Case("Ghana issued arrest warrants for two Peruvians.", "ACCUSE GHA>PER"),
        Case("Ghana is ready for dialogue with Peru.", "AGREE GHA>PER"),
        Case("Cuba is ready for talks with Chile.", "AGREE CUB>CHL"),
        Case("The Chilean government is open for cooperation with Cuba.", "AGREE CHL>CUB"),
        Case("Ghana's defence minister and his counterparts from Peru and Chile met in Accra.", "CONSULT CHL=GHA=PER"),
        Case(
            "Ghana's new ambassador to Peru, Kofi Mensah, presented his credentials to president Juan Lopez.",
            "CONSULT GHA>PER"),
        Case(
            "The Turkish minister Omer Kaya spoke to the American minister Ann Lee before she visited Ankara.",
            "CONSULT USA>TUR"),
        Case("Peru's president had talks with the visiting Ghanaian minister.", "CONSULT GHA=PER"),
        Case("Two Peruvian fishermen were shot dead by Ghanaian guards.", "ASSAULT GHA>PER"),
        Case("US-backed Ghanaian forces attacked Cuba.", "ASSAULT GHA>CUB"),
        // What was done before, whatever it was hung on; embassies at home in a city.
        Case(
            "A delegation of the Ghanaian Foreign Ministry led by Vice-Minister Kofi Mensah returned home by ship on September 21 after visiting Peru.",
            "CONSULT GHA>PER"),
        Case("The Ghanaian minister left on Monday by train for home after visiting Peru.", "CONSULT GHA>PER"),
        Case("The Ghanaian embassy in Lima hosted a reception on Monday.", "CONSULT GHA>PER"),
        Case("The embassy of Cuba in Accra gave a dinner on Friday evening.", "CONSULT CUB>GHA"),
        Case("The Chilean mission in Havana arranged a banquet on the occasion of the holiday.", "CONSULT CHL>CUB"),
        // Frames by frequency, each beside the example in its line.
        Case("Ghana's president asked for the support of Peru in the vote.", "REQUEST GHA>PER"),
        Case("The Cuban minister has asked for help from Chile.", "REQUEST CUB>CHL"),
        Case("Ghana and Peru have opened a new railway.", "COOPERATE GHA=PER"),
        Case("Cuba and Chile will start a joint venture next year.", "AGREE CHL=CUB"),
        Case("The Ghanaian navy intercepted a Cuban tanker on Monday.", "COERCE GHA>CUB"),
        Case("Ghana has closed its embassy in Peru.", "SANCTION GHA>PER"),
        Case("Ghana raised tariffs on Peruvian goods last week.", "SANCTION GHA>PER"),
        Case("Ghanaian troops crossed into Peru on Monday.", "MOBILIZE GHA>PER"),
        Case("A Peruvian warship entered the waters of Ghana.", "MOBILIZE PER>GHA"),
        Case("Ghana's parliament approved the deal with Peru.", "SUPPORT GHA=PER"),
        Case("Ghana will deliver two ships to Peru under a 2015 contract.", "AGREE GHA>PER"),
        Case("Ghana says that its gunners shot down two of six Peruvian planes.", "ASSAULT GHA>PER"),
        // A name before the verb that was read as another word for the name before it.
        Case(
            "During a meeting with his Peruvian counterpart, Ghana's minister Kofi Mensah said trade grew.",
            "CONSULT GHA=PER"),
        Case("Ghana test-fired a missile over Peru.", "MOBILIZE GHA>PER"),
        Case("Rockets were fired from Ghana into Peru.", "ASSAULT GHA>PER"),
        Case(
            "The president of Ghana received a basket from the Cuban ambassador and a basket from the Peruvian embassy.",
            "SUPPORT PER>GHA"),
        Case("Ghana's premier met the Cuban envoy.", "CONSULT CUB=GHA"),
        // "US" before a noun that is also a verb.
        Case("The minister of Ghana rejected US claims.", "REJECT GHA>USA"),
        Case("Ghanaian and US envoys discussed trade.", "CONSULT GHA=USA"),
        Case("The court discussed US sanctions on Cuba.", "SANCTION USA>CUB"),
        // "We" of a quotation.
        Case("\"We have agreed with Cuba to open a port,\" the Ghanaian minister said.", "AGREE CUB=GHA"),
        Case("\"We urge the new Cuban government to talk,\" said Ama Owusu, minister of Ghana.", "REQUEST GHA>CUB"),
        Case("\"It is late,\" Ghana's president said. \"We condemn Cuba.\"", "ACCUSE GHA>CUB"),
        // A participle read as the main verb, adjectives, parliaments in one word.
        Case(
            "Having rejected the verdict of the Cuban judges, Ghana claims that the trial is a joke.",
            "REJECT GHA>CUB"),
        Case("Ghana is strongly opposed to the Cuban plan.", "REJECT GHA>CUB"),
        Case("The commanders of the Ghanaian and Cuban navies held a meeting.", "CONSULT CUB=GHA"),
        // "His talks with", people in no state's service, "it" of a name in the plural.
        Case("The president of Ghana said that his summit with the Cuban president had gone well.", "CONSULT CUB=GHA"),
        Case("The Cuban businessman Ramon Diaz came. Ghana arrested Diaz.", "COERCE GHA>CUB"),
        Case("The United States said it attacked Cuba.", "ASSAULT USA>CUB"),
        // Who is charged by an idiom, words of honour.
        Case("Chile pointed a finger at Ghana for attacking Cuba.", "ASSAULT GHA>CUB"),
        Case("Chile lashed out at Ghana for bombing Cuba.", "ASSAULT GHA>CUB"),
        Case("Chile has pointed fingers at Ghana for allegedly supplying shells to Cuba.", "AID GHA>CUB"),
        Case(
            "The envoy conveyed greetings from the respected Comrade Ama Owusu, president of Ghana, to Cuba.",
            "SUPPORT GHA>CUB"),
        Case("The respected president of Ghana sent a message to the president of Cuba.", "SUPPORT GHA>CUB"),
        Case("Ghana received a message from the esteemed president of Cuba.", "SUPPORT CUB>GHA"),
        // Surnames after a full name, officials in a place, "the country", "its" of an office.
        Case("Bishnu Thapa, the foreign minister of Nepal, came. Cuba has invited Thapa.", "AGREE CUB>NPL"),
        Case("The premier of Ghana, Kofi Mensah, left. Cuba refused to release Mensah's plane.", "REJECT CUB>GHA"),
        Case("Ghana's president Ama Owusu spoke. Chile rejected Owusu's offer.", "REJECT CHL>GHA"),
        Case("Police in Cuba arrested two Ghanaian sailors.", "COERCE CUB>GHA"),
        Case("Authorities in Chile expelled the Cuban envoy.", "SANCTION CHL>CUB"),
        Case("A court in Havana jailed two Chileans.", "SANCTION CUB>CHL"),
        Case("Nepal is small. China attacked the country.", "ASSAULT CHN>NPL"),
        Case("Ghana said that Cuba had bombed the country.", "ASSAULT CUB>GHA"),
        Case("Jordan has a port. Ghana imposed sanctions on the kingdom.", "SANCTION GHA>JOR"),
        Case("Cuba has a new cabinet. Its foreign minister met the Chilean president.", "CONSULT CHL=CUB"),
        // Guests by what they do, deeds by whose they were.
        Case("Lawmakers of Ghana arrived in Cuba. The delegation met the Cuban president.", "CONSULT CUB=GHA"),
        Case("Ministers of Ghana arrived in Cuba. The Cuban president received the guests.", "CONSULT GHA>CUB"),
        Case(
            "An envoy of Ghana arrived in Cuba. The trip came at the invitation of the Cuban premier.", "AGREE CUB>GHA"),
        Case("Ghana's missile test was long. Chile condemned the test.", "ACCUSE CHL>GHA"),
        Case("The test of Ghana was loud. Chile called the test intolerable.", "ACCUSE CHL>GHA"),
        // Goods by their origin, strikes by what they hit.
        Case("Ghanaian cocoa is exported to Cuba.", "COOPERATE GHA>CUB"),
        Case("Ghanaian boats were sold to Cuba.", "COOPERATE GHA>CUB"),
        Case("Aircraft of Ghana targeted Cuban troops.", "ASSAULT GHA>CUB"),
        Case("Ghana began an assault against Cuba.", "ASSAULT GHA>CUB"),
        // What is told of a test by its verb, who strikes, who announces, whose words a title are.
        Case("Two Cubans were killed in a Ghanaian air strike.", "ASSAULT GHA>CUB"),
        Case("Six Cubans were wounded in a night attack directed by Ghana.", "ASSAULT GHA>CUB"),
        Case("Two Cubans will be deported, the Ghanaian police said.", "COERCE GHA>CUB"),
        Case("The Ghanaian minister said that the crimes of Cuba are known.", "ACCUSE GHA>CUB"),
        Case("The premier of Ghana was in Cuba on Monday.", "CONSULT GHA>CUB"),
        Case(
            "The minister met with his Cuban counterpart. The Ghanaian minister met with his Cuban counterpart.",
            "CONSULT CUB=GHA"),
        Case("Ghana was the first nation to recognise Cuba.", "SUPPORT GHA>CUB"),
        Case("The president of Ghana said: \"I would like to thank the Cuban people.\"", "SUPPORT GHA>CUB"),
    ]

    @Test(arguments: told) func partyIsLinked(item: Case) throws {
        let events = ResolutionTests.events(try code(item.text))
        #expect(events.contains(item.event), "\(events)")
    }

    static let untold = [
        "The envoy of Ghana was barred from travelling to Cuba.",
        "Ghana barred the minister from visiting Cuba.",
        "Guards prevented Ghana from attacking Cuba.",
        "Ghana called for lifting the ban on Cuba.",
        "Ghana's rhetorical attack on Cuba went on.",
        "Refugees of Ghana arrived in Cuba.",
        "The minister of Ghana advocated bombing Cuba.",
        "Ghana considered attacking Cuba.",
        "The premier of Ghana suggested striking Cuba.",
        "Ghana has a policy targeting Cuba.",
        "The plan of Ghana targets Cuba.",
    ]

    static let others = [
        // At whose request, about whom, of whose make.
        Case("A man was arrested in Ghana at the request of Cuba.", "COERCE GHA>CUB"),
        Case("The envoys of Ghana had meetings on Cuba.", "CONSULT CUB=GHA"),
        Case("Ghana condemned the storm, along with the shooting of a Cuban man.", "ACCUSE GHA>CUB"),
        Case("Ghana retook a Cuban village.", "ASSAULT GHA>CUB"),
        Case("The Ghanaian UN ambassador Ama Owusu visited Cuba.", "CONSULT IGO>CUB"),
        // Who imposes something did not do what it is for, and its victim is not who it is imposed on.
        Case("The embargo imposed by Ghana over the armed annexation of Cuba hurt.", "COERCE GHA>CUB"),
        Case("The embargo imposed by Ghana over the armed annexation of Cuba hurt.", "SANCTION GHA>CUB"),
        Case("The tariffs were adopted by Ghana over the occupation of Cuba.", "COERCE GHA>CUB"),
        Case("A ban was announced by Ghana over the invasion of Cuba.", "ASSAULT GHA>CUB"),
        // The neighbours, allies and rivals of a state are others.
        Case("Ghana attacked Cuba's neighbours.", "ASSAULT GHA>CUB"),
        Case("Ghana's ambitions threatened Cuba's small allies.", "THREATEN GHA>CUB"),
        Case("Ghana condemned US allies.", "ACCUSE GHA>USA"),
        Case("Ghana's rivals attacked Cuba.", "ASSAULT GHA>CUB"),
        // Those behind "with" are one side.
        Case("The team, which had worked with Ghana and Cuba, left.", "COOPERATE CUB=GHA"),
        Case("Talks with Ghana and Cuba were short.", "CONSULT CUB=GHA"),
        Case("The firm cooperated with Ghanaian and Cuban banks.", "COOPERATE CUB=GHA"),
        // Whom another given name tells from the known person.
        Case("Oleg Putin visited Cuba.", "CONSULT RUS>CUB"),
        Case("Sergei Macron visited Cuba.", "CONSULT FRA>CUB"),
        Case("Ahmed Erdogan visited Cuba.", "CONSULT TUR>CUB"),
        Case("Emine Erdogan visited Cuba.", "CONSULT TUR>CUB"),
        Case("Mario Macron praised Cuba.", "SUPPORT FRA>CUB"),
        Case("Cuba condemned Pedro Putin.", "ACCUSE CUB>RUS"),
        // Who is of another state than the holder of the office whom the text named before.
        Case(
            "Ghana's ambassador Kofi Mensah came. The ambassador in charge of trade of Peru condemned Cuba.",
            "ACCUSE GHA>CUB"),
        Case(
            "Ghana's ambassador Kofi Mensah came. The ambassador in charge of mines and ports of the Peruvian ministry attacked Cuba.",
            "ASSAULT GHA>CUB"),
        Case("Ghana's envoy Kofi Mensah came. The envoy in Lima of Chile praised Cuba.", "SUPPORT GHA>CUB"),
        Case("Ghana's envoy Kofi Mensah came. The Peruvian envoy praised Cuba.", "SUPPORT GHA>CUB"),
        Case("Ghana's envoy Kofi Mensah came. The envoy of Peru praised Cuba.", "SUPPORT GHA>CUB"),
        // The victim of a deed is not who is condemned for it.
        Case("Ghana condemned the attack on Cuba.", "ACCUSE GHA>CUB"),
        Case("Ghana denounced the bombing of Cuban towns.", "ACCUSE GHA>CUB"),
        Case("Ghana criticised the sanctions against Cuba.", "ACCUSE GHA>CUB"),
        Case("Ghana condemned the naval raid on the territory of Cuba.", "ACCUSE GHA>CUB"),
        // What is sent to one's own goes to nobody else; what is promised of others is promised to nobody.
        Case("Ghanaians in Cuba sent a letter to the president of Ghana.", "SUPPORT GHA>CUB"),
        Case("Ghana promised that the tolls would be as low as those of Cuba.", "AGREE GHA>CUB"),
        Case("Ghana refused to arm the ships with Cuban helicopters.", "AID GHA>CUB"),
        // Beside somebody, by somebody's account, in somebody's seat.
        Case("Ghana is fighting alongside Cuban forces.", "ASSAULT GHA>CUB"),
        Case("Ghanaian troops fought beside the Cuban army.", "ASSAULT GHA>CUB"),
        Case("Ghana jailed ten writers, according to the Cuban ministry.", "SANCTION GHA>CUB"),
        Case("Ghana plans to hold talks, according to the Cuban ministry.", "AGREE CUB=GHA"),
        Case("The kingdom, an EU member, convicted two Cubans.", "SANCTION IGO>CUB"),
        Case("Ghanaian rebels carried out an attack in Brussels.", "ASSAULT IMG>IGO"),
        // Questioned words, captured towns, laws struck down, friendships struck up, names in capitals.
        Case("Ghana's premier questioned the honesty of the Cuban team.", "COERCE GHA>CUB"),
        Case("Ghana's paper questioned the wisdom of a policy by Cuba.", "COERCE GHA>CUB"),
        Case("Ghana struck up a friendship with Cuba.", "ASSAULT GHA>CUB"),
        Case("A Ghanaian court struck down the Cuban claim.", "ASSAULT GHA>CUB"),
        Case("The bands kicked off the Ghanaian Invasion of Cuba.", "ASSAULT GHA>CUB"),
        // To exercise a right is no drill.
        Case("Peru criticised the exercise of sovereign rights by Ghana with Cuba.", "COOPERATE CUB=GHA"),
        Case("Ghana's exercise of power with Cuba was told.", "COOPERATE CUB=GHA"),
        // Nobody goes to a policy.
        Case("Ghana's premier returned to the Cuba policy of his predecessor.", "CONSULT GHA>CUB"),
        Case("Ghana's premier came to Cuba's rescue.", "CONSULT GHA>CUB"),
        Case("Ghana's minister returned to the \"One Cuba\" principle.", "CONSULT GHA>CUB"),
    ]

    static let alike = [
        Case("Ghana attacked its Cuban allies.", "ASSAULT GHA>CUB"),
        Case("Peru held talks with Ghana and Cuba.", "CONSULT CUB=GHA=PER"),
        Case("Talks between Ghana and Cuba were short.", "CONSULT CUB=GHA"),
        Case("Sanctions over Cuba's sly annexation of Peru were imposed by Ghana.", "SANCTION GHA>CUB"),
        Case("Hasan Rouhani visited Cuba.", "CONSULT IRN>CUB"),
        Case("Recep Erdogan visited Cuba.", "CONSULT TUR>CUB"),
        Case("Tayyip Erdogan visited Cuba.", "CONSULT TUR>CUB"),
        Case(
            "Ghana's ambassador Kofi Mensah came. The ambassador in charge of trade of Peru condemned Cuba.",
            "ACCUSE PER>CUB"),
        Case(
            "Ghana's ambassador Kofi Mensah came. The ambassador in charge of mines and ports of the Peruvian ministry attacked Cuba.",
            "ASSAULT PER>CUB"),
        Case("Ghana's envoy Kofi Mensah came. The envoy in Lima of Chile praised Cuba.", "SUPPORT CHL>CUB"),
        Case("Ghana's envoy Kofi Mensah came. The envoy in charge of trade praised Cuba.", "SUPPORT GHA>CUB"),
        Case("Ghana condemned the attack by Cuba on Peru.", "ACCUSE GHA>CUB"),
        Case("Ghana condemned Cuba's attack on Peru.", "ACCUSE GHA>CUB"),
        Case("Ghana condemned the Cuban attack on Peru.", "ACCUSE GHA>CUB"),
        Case("Ghana promised that it would help Cuba.", "AGREE GHA>CUB"),
        Case("Ghana's army fought Cuban forces.", "ASSAULT GHA>CUB"),
        Case("Ghana questioned two Cubans.", "COERCE GHA>CUB"),
        Case("Ghana's navy captured three Cuban sailors.", "COERCE GHA>CUB"),
        Case("Theresa May is the premier of Britain. May spoke to Cuban ministers.", "CONSULT CUB=GBR"),
        Case("Theresa May is the premier of Britain. May visited Cuba.", "CONSULT GBR>CUB"),
        Case("Theresa May is the premier of Britain. May has condemned Cuba.", "ACCUSE GBR>CUB"),
    ]

    @Test(arguments: alike) func whatLooksAlikeIsTold(item: Case) throws {
        let events = ResolutionTests.events(try code(item.text))
        #expect(events.contains(item.event), "\(events)")
    }

    @Test(arguments: [
        ("2005-03-01", "CONSULT NZL>CUB"), ("2010-03-01", "CONSULT IGO>CUB"), ("2009-04-16", "CONSULT NZL>CUB"),
    ])
    func whoChangesSidesActsForTheOneOfTheDay(published: String, event: String) throws {
        #expect(ResolutionTests.events(try code("Helen Clark visited Cuba.", published: published)) == [event])
    }

    @Test(arguments: others) func whoIsNamedBesideIsNoParty(item: Case) throws {
        let events = ResolutionTests.events(try code(item.text))
        #expect(!events.contains(item.event), "\(events)")
    }

    @Test(arguments: untold) func whatIsBarredAskedOrMeantOtherwiseIsNoAct(text: String) throws {
        let events = ResolutionTests.events(try code(text)).filter {
            ($0.hasPrefix("CONSULT") || $0.hasPrefix("ASSAULT") || $0.hasPrefix("CONCEDE")) && $0.contains("CUB")
        }
        #expect(events.isEmpty, "\(events)")
    }

    @Test func chargesInAStatementNeedMoreThanAnAdjective() throws {
        let text = """
            Accra, May 3 -- The foreign minister of Ghana issued the following press statement:

            The situation is dangerous for Cuba.

            Cuba faces a grave and serious threat.
            """
        #expect(!ResolutionTests.events(try code(text)).contains("ACCUSE GHA>CUB"))
    }
}
