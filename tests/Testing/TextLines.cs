using System.Text;

namespace Wardwise.Testing;

/// <summary>What a program says, line by line, for a test that waits for one of them.</summary>
internal sealed class TextLines
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _all = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _waiting = [];
    private bool _ended;

    public TextLines(TextReader reader) => All = Read(reader);

    /// <summary>All of it, at the end.</summary>
    public Task<string> All { get; }

    /// <exception cref="InvalidOperationException">It ended without saying so.</exception>
    public Task Says(string text)
    {
        lock (_lock)
        {
            if (_all.ToString().Contains(text, StringComparison.Ordinal))
            {
                return Task.CompletedTask;
            }

            var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((text, said));
            if (_ended)
            {
                End();
            }

            return said.Task;
        }
    }

    private async Task<string> Read(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _all.AppendLine(line);
                foreach (var (_, said) in _waiting.Where(w => line.Contains(w.Text, StringComparison.Ordinal)))
                {
                    said.TrySetResult();
                }
            }
        }

        lock (_lock)
        {
            _ended = true;
            End();
            return _all.ToString();
        }
    }

    private void End()
    {
        foreach (var (text, said) in _waiting)
        {
            said.TrySetException(new InvalidOperationException($"The program ended without saying '{text}': {_all}"));
        }
    }
}
