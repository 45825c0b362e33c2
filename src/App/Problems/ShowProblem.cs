using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.App.Search;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Everything that the record's page shows, in a fixed number of queries. A look at it is noted.</summary>
public sealed class ShowProblem(Database database, PlaceIndexes places, SimilarProblems similar)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>With the line of months and the map, which cost a count of incidents.</summary>
        public bool WithProgress { get; init; }
    }

    public async Task<Outcome<ProblemView>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Read(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        var record = file.Problem.Record;
        var techniques = await work.Techniques(record.ForceId, cancel);
        var rules = await work.ProblemRules(record.ForceId, cancel);
        var people = await People(work, record.Id, cancel);
        var attachments = work.Db.Set<Attachment>().Local.Where(a => a.RemovedAt is null).OrderBy(a => a.AddedAt).ToList();
        var index = await places.Current(work, cancel);
        var evaluations = await work
            .Db.Set<Evaluation>()
            .AsNoTracking()
            .Where(e => e.RecordId == record.Id)
            .OrderByDescending(e => e.MadeAt)
            .ToListAsync(cancel);
        var view = new ProblemView
        {
            File = file,
            AimSentence = file.Aim.Sentence(WhatIsCounted.By(file.Aim), SetAim.Where(file.Aim)),
            AimCounts = SetAim.CountsMore(file.Aim, file.Problem.Kind),
            AimParts = AimInWords.Of(file.Aim, index),
            ComparedWith = NamedPlaces.Lines(index, file.Aim.ComparisonCodes),
            Gates = Enum.GetValues<SaraStep>().ToDictionary(s => s, s => Gates.Of(s, file)),
            Next = file.Problem.State is ProblemState.Closed or ProblemState.EnteredInError ? null : Gates.Next(file),
            Steps =
            [
                .. work
                    .Db.Set<Tasking>()
                    .Local.Where(t => t.Source == Problem.PlanSource)
                    .OrderBy(t => t.Position)
                    .Select(t => new StepView(
                        t,
                        techniques.Name(t.Technique),
                        people.Account(t.AccountId),
                        people.Agency(t.AgencyId),
                        [.. attachments.Where(a => a.TaskingId == t.Id)],
                        t.AgencyId == record.OwnerAgencyId || people.Shared.Any(s => s.AgencyId == t.AgencyId)
                    )),
            ],
            Techniques = techniques,
            OneSided = techniques.OneSided(file.Steps),
            Evaluations = evaluations,
            Accounts = people.Accounts,
            Notes = await work
                .Db.Set<Note>()
                .AsNoTracking()
                .Where(n => n.RecordId == record.Id)
                .OrderByDescending(n => n.WrittenAt)
                .ToListAsync(cancel),
            Files = attachments,
            Owner = people.Account(record.OwnerAccountId),
            OwnerAgency = people.Agency(record.OwnerAgencyId),
            Place = people.Place,
            SharedWith = people.Shared,
            Survey = SurveyResult.Of(file.Assessment),
            Old = await OldRecordView.Of(work, record.Id, techniques, cancel),
            FollowUps = file.Problem.ClosedOn is not { } closed
                ? []
                :
                [
                    .. FollowUps
                        .After(closed, rules)
                        .Select(on => (On: on, Made: evaluations.Find(e => e.FollowUpOn == on)))
                        .Select(f => new FollowUpView(
                            f.On,
                            f.Made,
                            f.Made is null ? Lasting.NotKnown : FollowUps.Says(file.Verdict, file.Percent, f.Made.Verdict, f.Made.Percent)
                        )),
                ],
            Similar = await similar.To(work, file, cancel),
            Progress = input.WithProgress ? await ProblemProgress.Of(work, places, file, cancel) : null,
            MayWrite = Policy.Allows(actor, Act.WorkOnProblem) && ProblemLifecycle.RefusesWriting(file.Problem) is null,
            MayCopy = Policy.Allows(actor, Act.WorkOnProblem) && ProblemLifecycle.RefusesCopying(file) is null,
            MaySignOff = Policy.Allows(actor, Act.SignOffProblem) && SecondPerson.RefusesSignOff(actor.Id, file) is null,
            RefusesModeration = Policy.Refuses(actor, Act.ModerateGrade) ?? await ModerateGrade.Refuses(work, file, cancel),
            MayClose = Policy.Allows(actor, Act.CloseProblem),
            MayShare = Policy.Allows(actor, Act.ShareRecord),
        };
        work.Looked("problem", [record.Id]);
        await work.Finish(cancel);
        return view;
    }

    private static async Task<Known> People(Work work, Guid recordId, CancellationToken cancel)
    {
        var (accounts, agencies, shared) = (new Dictionary<Guid, string>(), new Dictionary<Guid, string>(), new List<SharedView>());
        string? place = null;
        await using var read = work.Command(
            """
            select 'account', a.id, a.name, null::timestamptz from account a
                where a.id in (select owner_account_id from record where id = $1 union select account_id from tasking where record_id = $1
                    union select made_by from evaluation where record_id = $1)
            union all select 'agency', g.id, g.name, null from agency g
                where g.id in (select owner_agency_id from record where id = $1 union select agency_id from tasking where record_id = $1)
            union all select 'place', r.id, p.name, null from record r join place p on p.no = r.place_no where r.id = $1
            union all select 'share', g.id, g.name, s.ends_at from share s join agency g on g.id = s.agency_id
                where s.record_id = $1 and s.starts_at <= $2 and (s.ends_at is null or s.ends_at > $2)
            """,
            recordId,
            work.Now
        );
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var (kind, id, name) = (row.GetString(0), row.GetGuid(1), row.GetString(2));
            switch (kind)
            {
                case "account":
                    accounts[id] = name;
                    break;
                case "place":
                    place = name;
                    break;
                case "agency":
                    agencies[id] = name;
                    break;
                default:
                    shared.Add(new(id, name, row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3)));
                    break;
            }
        }

        return new(accounts, agencies, shared, place);
    }

    private sealed record Known(
        Dictionary<Guid, string> Accounts,
        Dictionary<Guid, string> Agencies,
        List<SharedView> Shared,
        string? Place
    )
    {
        public string? Account(Guid? id) => id is { } known ? Accounts.GetValueOrDefault(known) : null;

        public string Agency(Guid id) => Agencies.GetValueOrDefault(id, "");
    }
}
