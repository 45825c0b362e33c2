namespace Wardwise.Domain.Incidents;

/// <summary>The lists by which an incident is sorted. Numbers are stored and stay; names are as data.police.uk writes them.</summary>
public static class IncidentCodes
{
    public static readonly Code Asb = new(1, "asb", "Anti-social behaviour", "anti-social-behaviour");

    /// <summary>What happened: the crime types of data.police.uk, of which anti-social behaviour is one.</summary>
    public static readonly CodeList Categories = new(
        Asb,
        new(2, "bicycle-theft", "Bicycle theft"),
        new(3, "burglary", "Burglary"),
        new(4, "criminal-damage-arson", "Criminal damage and arson"),
        new(5, "drugs", "Drugs"),
        new(6, "other-theft", "Other theft"),
        new(7, "possession-of-weapons", "Possession of weapons"),
        new(8, "public-order", "Public order"),
        new(9, "robbery", "Robbery"),
        new(10, "shoplifting", "Shoplifting"),
        new(11, "theft-from-the-person", "Theft from the person"),
        new(12, "vehicle-crime", "Vehicle crime"),
        new(13, "violent-crime", "Violence and sexual offences", "Violent crime"),
        new(14, "other-crime", "Other crime"),
        new(15, "public-disorder-weapons", "Public disorder and weapons")
    );

    public static readonly Code NotKnown = new(0, "not-known", "Not known");

    /// <summary>Who suffers from anti-social behaviour. Open data does not say, and it is never guessed.</summary>
    public static readonly CodeList AsbCategories = new(
        NotKnown,
        new(1, "personal", "Personal"),
        new(2, "nuisance", "Nuisance"),
        new(3, "environmental", "Environmental")
    );

    /// <summary>What kind of anti-social behaviour.</summary>
    public static readonly CodeList AsbTypes = new(
        NotKnown,
        new(1, "abandoned-vehicle", "Abandoned vehicle"),
        new(2, "vehicle-nuisance", "Vehicle nuisance"),
        new(3, "rowdy-behaviour", "Rowdy or inconsiderate behaviour"),
        new(4, "rowdy-neighbours", "Rowdy or nuisance neighbours"),
        new(5, "litter-drugs-paraphernalia", "Litter and drug paraphernalia"),
        new(6, "animal-problems", "Animal problems"),
        new(7, "trespass", "Trespass"),
        new(8, "malicious-communications", "Malicious or nuisance communications"),
        new(9, "street-drinking", "Street drinking"),
        new(10, "sex-work-related", "Sex work-related"),
        new(11, "noise", "Noise"),
        new(12, "begging", "Begging"),
        new(13, "fireworks", "Fireworks")
    );

    /// <summary>What came of a crime, as street files ("Last outcome category") and outcome files ("Outcome type") say it.</summary>
    public static readonly CodeList Outcomes = new(
        new(1, "under-investigation", "Under investigation"),
        new(2, "no-suspect-identified", "Investigation complete; no suspect identified"),
        new(3, "unable-to-prosecute", "Unable to prosecute suspect"),
        new(4, "status-update-unavailable", "Status update unavailable"),
        new(5, "court-result-unavailable", "Court result unavailable"),
        new(6, "awaiting-court-outcome", "Awaiting court outcome"),
        new(7, "local-resolution", "Local resolution"),
        new(8, "caution", "Offender given a caution"),
        new(9, "another-organisation", "Action to be taken by another organisation"),
        new(10, "formal-action-not-in-public-interest", "Formal action is not in the public interest"),
        new(11, "further-investigation-not-in-public-interest", "Further investigation is not in the public interest"),
        new(12, "further-action-not-in-public-interest", "Further action is not in the public interest"),
        new(13, "drugs-possession-warning", "Offender given a drugs possession warning"),
        new(14, "fined", "Offender fined"),
        new(15, "prison", "Offender sent to prison"),
        new(16, "community-sentence", "Offender given community sentence"),
        new(17, "suspended-sentence", "Offender given suspended prison sentence"),
        new(18, "not-guilty", "Defendant found not guilty"),
        new(19, "unable-to-proceed", "Court case unable to proceed"),
        new(20, "penalty-notice", "Offender given penalty notice"),
        new(21, "conditional-discharge", "Offender given conditional discharge"),
        new(22, "charged-in-another-case", "Suspect charged as part of another case"),
        new(23, "compensation", "Offender ordered to pay compensation"),
        new(24, "otherwise-dealt-with", "Offender otherwise dealt with"),
        new(25, "sent-to-crown-court", "Defendant sent to Crown Court"),
        new(26, "deprived-of-property", "Offender deprived of property"),
        new(27, "absolute-discharge", "Offender given absolute discharge"),
        new(28, "charged", "Suspect charged")
    );
}
