/// A list of words that a rule asks for, as `events/en/word-lists.tsv` gives it.
///
/// The name of a case, in lower case with hyphens, is that of the list in the file.
public enum WordList: UInt8, CaseIterable, Sendable {
    /// As in: An ally left, and no adverb stands there.
    case nounsInLy
    /// As in: He is here.
    case presentBe
    /// As in: It left three years ago.
    case timeUnits
    /// As in: It left several years ago.
    case timeNumbers
    /// As in: It opens next month.
    case nextLast
    /// As in: Since Lima recalled its envoy, little was said.
    case clauseOpeners
    /// As in: It was as large as the one built in Lima.
    case comparatives
    /// As in: It is willing to withdraw.
    case ready
    /// As in: The talks are expected to take place.
    case planningParticiples
    /// As in: It refused proposed terms.
    case adjectivalParticiples
    /// As in: The minister says the port will open.
    case clauseVerbs
    /// As in: It held official talks the following day.
    case nounLikeVerbs
    /// As in: They carried out a patrol.
    case takesOut
    /// As in: He handed over a letter.
    case takesOver
    /// As in: They set up a council.
    case takesUp
    /// As in: It called off the round.
    case takesOff
    /// As in: It took back its word.
    case takesBack
    /// As in: It turned down the offer.
    case takesDown
    /// As in: It will lend Nepal two ferries.
    case givingVerbs
    /// As in: He told the council the next day.
    case timeNouns
    /// As in: It urged all states to search.
    case objectControl
    /// As in: The envoy who came left.
    case personRelatives
    /// As in: Both governments agreed.
    case pairNouns
    /// As in: Omar bin Said came.
    case nameParticles
    /// As in: Ama Owusu said little.
    case meetingVerbs
    /// As in: The minister left.
    case publicOffices
    /// As in: The ministry denied it.
    case publicBodies
    /// As in: His country agreed.
    case homeNouns
    /// As in: Her government agreed.
    case ownPossessives
    /// As in: Our government agreed.
    case firstPerson
    /// As in: Khartoum hinted it might, and said it would.
    case reportingVerbs
    /// As in: Both sides deny it.
    case propositionalVerbs
    /// As in: She left.
    case heShe
    /// As in: It left.
    case it
    /// As in: They left.
    case they
    /// As in: Its envoy left.
    case itsTheir
    /// As in: His envoy left.
    case hisHer
    /// As in: The minister for trade left.
    case officeLinks
    /// As in: The minister for trade left.
    case ofFor
    /// As in: Officials from Peru left.
    case ofSources
    /// As in: A head of state came.
    case articlesA
    /// As in: He was welcomed by the premier.
    case receivingVerbs
    /// As in: The delegation led by the premier left.
    case leadingVerbs
    /// As in: He met him in Lima.
    case inAt
    /// As in: The role of Ghana is known.
    case innerLinks
    /// As in: It asked those who work there to stay.
    case othersAsked
    /// As in: As the proverb goes, rain comes.
    case proverbWords
    /// As in: A saying has it that rain comes.
    case proverbVerbs
    /// As in: It called for the lifting of the embargo.
    case endWords
    /// As in: It said Peru must hand it back.
    case demandModals
    /// As in: It insisted that Peru must hand it back.
    case demandSayings
    /// As in: A round of talks was held.
    case rounds
    /// As in: They clinched a deal.
    case concludingVerbs
    /// As in: The planned visit was told.
    case plannedAdjectives
    /// As in: The alleged raid was told.
    case allegedAdjectives
    /// As in: Reports of gunfire were denied.
    case denyingVerbs
    /// As in: The visit was postponed.
    case postponingVerbs
    /// As in: It took Peru to court.
    case courts
    /// As in: It plans to sign.
    case moodsPlanning
    /// As in: It vowed to return it.
    case moodsOffering
    /// As in: It refused to sign.
    case moodsRefusing
    /// As in: It threatened to close the border.
    case moodsThreatening
    /// As in: It denied that its guards crossed.
    case moodsDenying
    /// As in: It alleged that guards crossed.
    case moodsAlleging
    /// As in: It urged Peru to return it.
    case moodsDemanding
    /// As in: A proposal for signing a treaty was made.
    case proposals
    /// As in: It will sign if Peru does.
    case questionOpeners
    /// As in: They want to determine if guards crossed.
    case inquiringVerbs
    /// As in: It said that it would sign.
    case announcingVerbs
    /// As in: It said on Thursday that it wanted the pillars back.
    case datingVerbs
    /// As in: Three years ago it closed.
    case quantities
    /// As in: It rejected the warning.
    case threatNouns
    /// As in: It rejected the appeal.
    case requestNouns
    /// As in: Later the two met again.
    case newTimes
    /// As in: It left without saying why.
    case preventing
    /// As in: She said nothing.
    case nothings
    /// As in: Neither minister would say.
    case nobodies
    /// As in: He told the senator that it was late.
    case addressingVerbs
    /// As in: Analysts said it was late.
    case speakerNouns
    /// As in: Officials at the ministry said it was late.
    case sourceLinks
    /// As in: According to the paper, which cited an aide, it was late.
    case citingVerbs
    /// As in: Concerns were raised by Peru.
    case raisingVerbs
    /// As in: Concerns were raised by Peru.
    case concernNouns
    /// As in: Concerns were raised by Peru regarding the dam.
    case concernLinks
    /// As in: She asked whether it was late.
    case clauseWords
    /// As in: She said it was late, while he said nothing.
    case contentBreaks
    /// As in: She said on Monday it was late.
    case timeLinks
    /// As in: It is going to sign.
    case aheadHeads
    /// As in: It is unlikely to sign.
    case unlikelyHeads
    /// As in: It seems to have signed.
    case seemingVerbs
    /// As in: It is believed to have signed.
    case beliefVerbs
    /// As in: There is no proof that it signed.
    case truthWords
    /// As in: It almost signed.
    case nearlyWords
    /// As in: Neither Peru nor Chile signed.
    case neitherWords
    /// As in: It stopped sending rice.
    case ceasingVerbs
    /// As in: She said that it had left.
    case pastPerfect
    /// As in: It wants Peru to leave.
    case wantingVerbs
    /// As in: She was granted asylum.
    case dativeVerbs
    /// As in: It will always support Peru.
    case steadfastWords
    /// As in: It took part in drills.
    case joiningVerbs
    /// As in: It came at the request of Peru.
    case atWords
    /// As in: Its premier met them.
    case onlyNouns
    /// As in: It met the visiting minister.
    case visitingWords
    /// As in: It criticised the exercise of their rights.
    case rightsNouns
    /// As in: It fights alongside Peru.
    case besideWords
    /// As in: The kingdom, an EU member, left.
    case memberWords
    /// As in: May has left.
    case finiteAuxiliaries
    /// As in: It attacked a neighbour of Peru.
    case othersWords
    /// As in: The envoy in charge of trade left.
    case chargeWords
    /// As in: He met his counterpart from Peru.
    case counterpartWords
    /// As in: It met US-backed rebels.
    case backedWords
    /// As in: The embassy in Lima gave a dinner.
    case missionNouns
    /// As in: On Monday it was late.
    case dayLinks
    /// As in: It left after seeing Lima.
    case sequenceLinks
    /// As in: She told him in Lima about it.
    case placeLinks
    /// As in: It was late, she said Monday.
    case listeningTimes
    /// As in: He denied the charges.
    case denialPointers
    /// As in: He denied this.
    case demonstratives
    /// As in: It described the claim as groundless.
    case untruths
    /// As in: Jordan Miller left, and no kingdom did.
    case givenNames
    /// As in: Mr Chad left.
    case personalTitles
    /// As in: Both signed it.
    case bothWords
    /// As in: The envoy who came left.
    case relativeWords
    /// As in: A tourist attacked a guide.
    case privatePeople
    /// As in: The son of Peruvian immigrants met them.
    case kinNouns
    /// As in: Officials of Peru left.
    case ofFrom
    /// As in: Rebels attacked the town.
    case armedPeople
    /// As in: Labour rebels defied the leader.
    case parliamentaryAttributes
    /// As in: An armed group attacked the town.
    case armedBodies
    /// As in: An armed group attacked the town.
    case armedAttributes
    /// As in: It took in refugees.
    case foreignPeople
    /// As in: Foreign companies invested there.
    case foreignBodies
    /// As in: Several countries sent letters.
    case foreignAttributes
    /// As in: A number of countries sent letters.
    case foreignStates
    /// As in: A number of countries sent letters.
    case quantityNouns
    /// As in: We reject it.
    case weOur
    /// As in: The minister left.
    case definiteWords
    /// As in: The two sides met.
    case twoWords
    /// As in: The sides met.
    case sidesWords
    /// As in: The Peruvian navy left.
    case actorNouns
    /// As in: A round of talks was held.
    case partWords
    /// As in: It released a statement.
    case documentNouns
    /// As in: It deployed ships there.
    case militaryNouns
    /// As in: Fans invaded the pitch.
    case figurativeTargets
    /// As in: It returned to the Peru policy.
    case noPlaces
    /// As in: It declared the envoy persona non grata.
    case personaWords
    /// As in: It put two firms on its blacklist.
    case sanctionLists
    /// As in: It released the crew.
    case capturedPeople
    /// As in: It shelled a village.
    case hitThings
    /// As in: It called the drill a provocation.
    case harshWords
    /// As in: It fired at Lima.
    case placePrepositions
    /// As in: It failed to sign.
    case failures
    /// As in: The talks are due to open.
    case planningWords
    /// As in: It will sign if Peru does.
    case conditionWords
    /// As in: No envoy came.
    case negations
    /// As in: It said it would sign.
    case wouldWords
    /// As in: Had the talks failed, little would be left.
    case invertedWords
    /// As in: It paid a visit.
    case supportVerbs
    /// As in: The visit was cancelled.
    case cancellingVerbs
    /// As in: It foiled an attack.
    case preventingVerbs
    /// As in: The delegation arrived here.
    case hereWords
    /// As in: She issued the following statement.
    case signedPapers
    /// As in: She issued the following statement.
    case issuingWords
    /// As in: She issued the following statement.
    case followingWords
    /// As in: An article says that it is a crime.
    case commentingVerbs
    /// As in: An article says that it is a crime.
    case commentaries
    /// As in: They are eager to build a bridge.
    case wishingWords
    /// As in: It denounced them for crossing.
    case chargingVerbs
    /// As in: Reports that guards crossed were denied.
    case hearsayNouns
    /// As in: Why did they cross?
    case askingWords
    /// As in: They fought a 2006 war.
    case carryingVerbs
    /// As in: In Lima it was late.
    case sceneLinks
    /// As in: They met again.
    case againWords
    /// As in: Speaking on Monday, she praised them.
    case speakingVerbs
    /// As in: Talks between Lima and Quito were held.
    case betweenWords
    /// As in: It halted the deliveries.
    case twoSidedNouns
    /// As in: Peru condemned the move.
    case deedNouns
    /// As in: The ambassador to Lima left.
    case postLinks
    /// As in: She arrived in Lima.
    case arrivingVerbs
    /// As in: The Peruvian blogger Ana Rios was arrested in Havana.
    case namedPeople
    /// As in: Refugees came from states such as Peru.
    case exampleLinks
    /// As in: The preparation of a summit was told.
    case aheadNouns
    /// As in: It is a dangerous situation.
    case weakHarshWords
    /// As in: A raid on the territory of Peru was told.
    case victimLinks
    /// As in: Peru is interested in buying ships.
    case interestWords
    /// As in: Guards barred them from travelling.
    case barringVerbs
    /// As in: She called for lifting the ban.
    case callingVerbs
    /// As in: A court cleared them of killing her.
    case clearingVerbs
    /// As in: The rhetorical attacks went on.
    case figurativeAttributes
    /// As in: It was imposed over the case.
    case topicLinks
    /// As in: They pointed a finger at Peru for hiding it.
    case chargingIdioms
    /// As in: They pointed a finger at Peru.
    case chargeLinks
    /// As in: The respected Comrade Diaz left.
    case honouringWords
    /// As in: Police in Lima arrested him.
    case powerNouns
    /// As in: The trade minister left, not the foreign minister.
    case dutyWords
    /// As in: The deputy minister left, not the minister.
    case rankWords
    /// As in: The kingdom agreed.
    case stateNouns
    /// As in: He was arrested at the request of Peru.
    case occasionNouns
    /// As in: She condemned it along with the shooting of a Peruvian.
    case occasionLinks
    /// As in: She advocated bombing Lima.
    case mullingVerbs
    /// As in: The delegation met the premier.
    case visitorNouns
    /// As in: I would like to thank Peru.
    case performingVerbs
    /// As in: I would like to thank Peru.
    case likingVerbs
    /// As in: The Department of Peruvian Affairs spoke.
    case affairsWords
    /// As in: Strikes targeted the camp.
    case strikeNouns
    /// As in: He said that the provocations of Peru must end.
    case chargeSayings
    /// As in: The fair may take place in May.
    case occurringVerbs
    /// As in: His talks with Peru had gone badly.
    case outcomeVerbs
    /// As in: The talks with Peru went ahead.
    case aheadWords
    /// As in: The ambassador is in Lima.
    case postNouns
    /// As in: The latter left.
    case latterWords
    /// As in: The minister met them.
    case onlyVerbs
    /// As in: They agree that Peru must leave.
    case agreeingWords
    /// As in: She did not reveal the meetings.
    case revealingVerbs
    /// As in: It was the first to recognise Peru.
    case ordinalWords
    /// As in: People travel to Lima.
    case commonPeople
    /// As in: They defend the country.
    case ownCountryVerbs
    /// As in: It test-fired a missile.
    case missileNouns
    /// As in: It stopped short of signing.
    case shortWords
    /// As in: It not only signed, it paid.
    case mereWords
    /// As in: Quispe himself said so.
    case selfWords
    /// As in: The minister has-signed.
    case looseWords
    /// As in: It repeatedly accuses Peru.
    case habitWords
    /// As in: In the message he thanked Peru.
    case paperNouns
    /// As in: It was right to condemn the raid.
    case aptWords
    /// As in: It used the meeting to accuse Peru.
    case usingVerbs
    /// As in: It took the chance to thank Peru.
    case usingNouns
    /// As in: It went on to accuse Peru.
    case proceedingVerbs
    /// As in: It has not recognised Peru.
    case recognisingVerbs
    /// As in: She said after talks that it was late.
    case occasionOpeners
    /// As in: It did not hesitate to sign.
    case hesitatingWords
    /// As in: There was no freeze, it said.
    case deniedNouns
    /// As in: It spared no effort to help Peru.
    case sparingVerbs
    /// As in: The talks did not reach the stage of signing.
    case openNouns
    /// As in: It left on Monday, a day after Peru had asked.
    case dayDistances
    /// As in: A decision on arming Lima was put off.
    case decidedNouns
    /// As in: It looked into recognising Lima.
    case ponderingVerbs
    /// As in: It perhaps signed.
    case maybeWords
    /// As in: It signed twice in the last year.
    case windowLinks
    /// As in: She came to pay tribute to him.
    case homageNouns
    /// As in: It launched an offensive to retake Lima.
    case fightNouns
    /// As in: It left the plan, calling it a crime.
    case namingVerbs

    /// The name in the file: `timeUnits` is `time-units`.
    var fileName: String {
        var result = ""
        for letter in "\(self)" {
            if letter.isUppercase { result += "-" }
            result += letter.lowercased()
        }
        return result
    }
}
