namespace CardSwitch.Iso8583;

/// <summary>Is shown the elements of a composite value one after the other, as they stand.</summary>
internal interface IElementVisitor
{
    /// <summary>An element; true to be shown those within it, before <see cref="Leave"/>.</summary>
    bool Enter(string key, scoped in SubField element);

    /// <summary>The end of the elements within the last one entered.</summary>
    void Leave();

    /// <summary>The elements end before the value does.</summary>
    /// <param name="key">The known element at fault, or the empty text.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="at">The first byte at fault, in the plain value of the field that holds the elements.</param>
    void Fail(string key, ParseError error, int at);
}
