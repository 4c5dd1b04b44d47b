using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CardSwitch.Analyzers;

/// <summary>
/// Which values of a body hold card data: what gives it away, what is made of such a value, and locals and parameters that
/// such a value was ever put into. A call whose name says that it masks or hashes ends the trail.
/// </summary>
internal sealed class CardFlow
{
    private readonly CardTypes types;
    private readonly Dictionary<ISymbol, string> holders = new(SymbolEqualityComparer.Default);

    internal CardFlow(CardTypes types, ImmutableArray<IOperation> bodies)
    {
        this.types = types;
        IOperation[] all = [.. bodies.SelectMany(body => body.DescendantsAndSelf())];
        // Until nothing new is found: a loop may carry a value back.
        int known;
        do
        {
            known = holders.Count;
            foreach (IOperation operation in all) Note(operation);
        }
        while (holders.Count > known);
    }

    /// <summary>What card data a value holds; null when none.</summary>
    internal string? Find(IOperation value)
    {
        if (value.ConstantValue.HasValue || !CanHold(value.Type) || IsMadeHarmless(value)) return null;
        if (types.Given(value) is { } given) return given;
        switch (value)
        {
            case ILocalReferenceOperation local:
                return Held(local.Local);
            case IParameterReferenceOperation parameter:
                return Held(parameter.Parameter);
            default:
                foreach (IOperation part in value.ChildOperations)
                {
                    if (Find(part) is { } what) return what;
                }
                return null;
        }
    }

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                Hold(declarator.Symbol, Find(value));
                break;
            case ISimpleAssignmentOperation assignment:
                Hold(SymbolOf(assignment.Target), Find(assignment.Value));
                break;
            case IInvocationOperation call when types.Written(call) is { } written:
                Hold(SymbolOf(written.Into), written.What);
                break;
            case IInvocationOperation { TargetMethod.Name: "CopyTo" or "TryCopyTo", Instance: { } source, Arguments.Length: > 0 } call:
                Hold(SymbolOf(call.Arguments[call.Arguments.Length - 1].Value), Find(source));
                break;
        }
    }

    private void Hold(ISymbol? symbol, string? what)
    {
        if (symbol is not null && what is not null && !holders.ContainsKey(symbol)) holders.Add(symbol, what);
    }

    private string? Held(ISymbol symbol) => holders.TryGetValue(symbol, out string? what) ? what : null;

    // The variable under slices, conversions and AsSpan.
    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IInvocationOperation { Instance: { } instance } => SymbolOf(instance),
        IInvocationOperation { Arguments: { Length: > 0 } arguments } => SymbolOf(arguments[0].Value),
        _ => operation.ChildOperations.FirstOrDefault() is { } first ? SymbolOf(first) : null,
    };

    // What is masked, or turned into what cannot be turned back, may be shown.
    private static bool IsMadeHarmless(IOperation value) => value is IInvocationOperation { TargetMethod.Name: { } name }
        && (name.Contains("Mask") || name.Contains("Hash") || name.Contains("Token") || name.Contains("Digest"));

    // A length, a flag or a code made of card data gives none of it away.
    private static bool CanHold(ITypeSymbol? type) => type?.SpecialType is not (
        SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Void or SpecialType.System_Enum);
}
