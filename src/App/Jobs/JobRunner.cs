using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Jobs;

/// <summary>Asks for what is scheduled and does what is asked, beside the pages.</summary>
public sealed class JobRunner(JobQueue queue, Actors actors, IServiceProvider services, TimeProvider clock, ILogger<JobRunner> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, (Type Type, TimeSpan? Every)> Kinds = typeof(IJob)
        .Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IJob)))
        .ToDictionary(
            t => (string)t.GetProperty(nameof(IJob.Kind))!.GetValue(null)!,
            t => (t, (TimeSpan?)t.GetProperty(nameof(IJob.Every))!.GetValue(null))
        );

    private readonly Dictionary<string, long> _asked = [];

    /// <summary>Does one waiting job, if there is one.</summary>
    public async Task<bool> DoOne(CancellationToken cancel)
    {
        if (await queue.Claim(cancel) is not { } job)
        {
            return false;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        string? shown = null;
        var beating = Beat(job.Id, () => shown, stop.Token);
        try
        {
            var actor = job.ActorId is { } id
                ? await actors.OfAccount(id, cancel)
                    ?? throw new InvalidOperationException("Whoever asked for this no longer has an account.")
                : await actors.Schedule(cancel);
            var work = (IJob)ActivatorUtilities.CreateInstance(services, Kinds[job.Kind].Type);
            var told = await work.Work(actor, job.Input, new Progress<string>(p => shown = p), cancel);
            await queue.Done(job.Id, told, cancel);
        }
        catch (Exception e) when (!Database.IsAway(e) && (e is not OperationCanceledException || !cancel.IsCancellationRequested))
        {
            log.LogError(e, "The job {Kind} failed at try {Attempt}.", job.Kind, job.Attempt);
            await queue.Failed(job, Storable.Clean(e.Message), cancel);
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }

        return true;
    }

    /// <summary>Asks for what the schedule wants now; one node of many gets each slot.</summary>
    public async Task AskScheduled(CancellationToken cancel)
    {
        foreach (var (kind, (_, every)) in Kinds.Where(k => k.Value.Every is not null))
        {
            var slot = clock.GetUtcNow().Ticks / every!.Value.Ticks;
            if (_asked.GetValueOrDefault(kind) != slot)
            {
                await queue.Ask(Actor.Nobody, kind, slot.ToString(CultureInfo.InvariantCulture), "{}", null, cancel);
                _asked[kind] = slot;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AskScheduled(stoppingToken);
                while (await DoOne(stoppingToken)) { }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Database.IsAway(e))
            {
                // Said once, by whoever met it first. A job in hand is taken up again when its lease has run out.
            }
            catch (Exception e)
            {
                // One job, whatever is wrong with it, never ends the runner: the others go on.
                log.LogError(e, "The queue broke off, and goes on.");
            }

            try
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Beat(Guid id, Func<string?> shown, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(JobQueue.Lease / 6, clock, stop);
                await queue.Beat(id, shown(), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
    }
}
