namespace Wardwise.Domain.Library;

/// <summary>The words that the check of names knows: what is harmless with a capital, and first names that are no other word.</summary>
internal static class NamesCheckWords
{
    /// <summary>Begin a sentence before a name or a title, and are no name themselves.</summary>
    public static readonly HashSet<string> Starters = Of(
        """
        a an the this that these those we they it he she you i in on at by for from to of with without when where while after before since
        until once if as so and but or nor yet
        each every both all any some many most more few several no not none one two three four five six seven eight nine ten our their his
        her its my your who what which why how
        then there here only also even still just now later first next last because although though during between among under over near
        ask tell show see use try make give take keep find send bring call write read note look
        officers residents reports riders parents children pupils neighbours tenants landlords shops drivers young people police council
        housing
        """
    );

    /// <summary>Harmless with a capital, alone or beside another of them.</summary>
    public static readonly HashSet<string> Common = Of(
        """
        police constabulary force forces council councils borough district county city town parish village unitary authority authorities
        government home office ministry justice
        fire rescue ambulance service services nhs health mental trust hospital clinic school schools academy college university church
        mosque temple library museum station
        housing homes association community communities safety partnership partners public protect protection spaces space order orders
        notice notices warning injunction behaviour anti-social antisocial social
        neighbourhood neighbourhoods watch team teams crown court courts magistrates tribunal act acts section bill code practice policy
        strategy plan plans programme project scheme
        street streets road roads lane high main north south east west northern southern eastern western central upper lower old new great
        little centre park parks green common wood woods river lake canal bridge square market
        england wales scotland ireland britain kingdom united european union english welsh scottish irish british
        monday tuesday wednesday thursday friday saturday sunday january february march april may june  july august september october
        november december
        spring summer autumn winter christmas easter halloween bonfire night day days week weekend year eve bank holiday holidays ramadan
        eid diwali
        the and of for in on with to at by from a an or but
        youth young people children child family families adult adults offender offenders victim victims witness support worker workers
        officer officers warden wardens manager managers coordinator
        licensing environmental planning highways trading standards probation prison prevention intervention outreach education welfare
        benefits revenue customs
        off-road bikes bike motorcycles motorcycle cars car vehicles vehicle cctv asb csp pspo cpn abc cbo drugs drug alcohol noise litter
        graffiti arson theft burglary robbery vandalism nuisance
        crime crimes stoppers problem problems solving response analysis scanning assessment  triangle
        secured design neighbours residents tenants tenancy landlord landlords shop shops retail pub pubs club bar bars hotel football
        cricket rugby sports sport leisure playground
        operation summary result lesson what who why when where how
        busy side whole single next same other reports metres miles pounds houses minutes hours months years
        """
    );

    /// <summary>Phrases that look like a street or a name and are neither.</summary>
    public static readonly HashSet<string> Phrases =
    [
        "high street",
        "the high street",
        "main street",
        "main road",
        "crown prosecution service",
        "ring road",
        "slip road",
        "neighbourhood watch",
        "best bar none",
        "pubwatch",
        "shopwatch",
        "crimestoppers",
        "keep britain tidy",
        "secured by design",
        "street pastors",
        "citizens advice",
        "victim support",
        "royal mail",
        "network rail",
        "google maps",
        "no cold calling",
        "think family",
        "team around the child",
    ];

    /// <summary>Stand beside numbers, and are no plate.</summary>
    public static readonly HashSet<string> Acronyms = new(
        (
            "ASB CSP PSPO CPN CPW CBO ABC DPS CCTV UK EU GB NHS MPH KM KPH AM PM GMT BST UTC TV ID IT PC PCSO SGT DC DS PS SC DI GP "
            + "AED CO LED GPS PIN SIM SMS FAQ PDF CSV ISO BS EN NW NE SW SE N S E W M KG GBP EUR USD MB GB HGV LGV MOT LPG OAP HMO RSL "
            + "NPT SNT JAG MAC LSOA ONS GCSE Q TO OF IN AT BY ON OR AND THE FOR NO"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Common first names in Britain that are no other English word; in any case of letters.</summary>
    public static readonly HashSet<string> FirstNames = Of(
        """
        aaron abdul abdullah abigail adam adele adrian agnes ahmed aisha alan albert alex alexander alexandra alfie alice alison allan
        amanda amelia amir amy andrea andrew angela anita anna anne annie anthony antonia arthur ashley audrey
        barbara ben benjamin bernard beth bethany beverley brandon brenda brian bridget bryan callum cameron carl carol caroline catherine
        charlene charles charlie charlotte  cheryl chloe chris  christina christine christopher claire clara colin connor craig cynthia
        daniel danielle darren dave david dawid  deborah debra declan denise dennis derek diana diane dominic donald donna doreen dorothy
        douglas dylan
        edward eileen elaine eleanor elena elizabeth ellie ellen elliot emily emma eric ethan eva evelyn fatima fiona  frances francesca
        francis fred freddie frederick
        gareth gary gavin gemma geoffrey george  gerald geraldine gillian gordon graham greg gregory gwen hannah harriet hassan hayley
        helen henry hilary howard hugh hussain
        ian ibrahim imran irene isaac isabella isabelle isla ismail jacob jacqueline  jake james jamie jane janet janice jason  jayden
        jeffrey jennifer jenny jeremy jessica jill jim joan joanna joanne joe joel john johnny jonathan  joseph joshua joyce juan judith
        julia julian julie  justin
        karen kate katherine kathleen kathryn katie keith kelly ken kenneth kerry kevin khalid kieran kim kirsty krzysztof kyle laura lauren
        lawrence leah leanne  leon leonard lesley leslie lewis liam lillian linda lisa logan lorraine louis louise lucas lucy luke lydia
        lynn lynne
        maciej malcolm marcus margaret maria marie marian marilyn marion martin mary mateusz matthew maureen megan melanie melissa mia
        michael michelle mike mohamed mohammad mohammed moira molly monica muhammad nadia naomi natalie natasha neil nicholas nicola nicole
        nigel noah norma  oliver olivia omar oscar owen
        pamela patricia patrick paul paula pauline peter philip phillip phoebe phyllis piotr rachel ralph raymond rebecca reece rhys richard
        rita robert roger roland ronald rosemary ross roy russell ruth ryan
        sabrina sally sam samantha samuel sandra  sarah sean sebastian shannon sharon shaun sheila shirley simon sofia sophia sophie stacey
        stanley stella stephanie stephen steven stuart susan suzanne sylvia tanya tariq terence teresa theo theodore theresa thomas tim
        timothy tina toby tom tommy tony tracey tracy trevor
        vanessa vera veronica  victoria vincent vivian vivien walter wayne wendy william yasmin yusuf yvonne zachary zainab zoe
        """
    );

    private static HashSet<string> Of(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
