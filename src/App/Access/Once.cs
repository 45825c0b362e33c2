namespace Wardwise.App.Access;

/// <summary>A form that was sent. What it makes is made once, however often the form arrives: the first piece of work that makes something
/// claims the key in its own transaction, and the database holds each key once.</summary>
/// <param name="key">Of the form that was shown, who sent it, where, and all that was filled in.</param>
public sealed class Once(byte[] key)
{
    public byte[] Key => key;

    /// <summary>Something was made under it in this request.</summary>
    public bool HasMade { get; internal set; }
}
