using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace CardSwitch.Analyzers;

/// <summary>
/// Fails a build in which card numbers, tracks, PIN blocks or whole messages reach a log, an exception, a trace, the console
/// or the formatting of a text. It follows values through expressions and through the locals of one body, not across
/// calls: it catches slips, not intent.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CardDataAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The one rule, an error unless configured otherwise (<c>dotnet_diagnostic.CSW0001.severity</c>).</summary>
    public static readonly DiagnosticDescriptor Rule = new(
        "CSW0001",
        "Card data must not be printed",
        "{0} goes into {1}: mask it (Pan.ToString, MessageView.MaskedText, MessageView.Describe)",
        "Security",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Card numbers, tracks and PIN blocks are shown masked only, and never stored after authorisation (PCI DSS 3.2, 3.3).");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (CardTypes.TryFind(start.Compilation) is not { } types) return;
            var sinks = new Sinks(start.Compilation);
            start.RegisterOperationBlockAction(block => Check(block, types, sinks));
        });
    }

    private static void Check(OperationBlockAnalysisContext block, CardTypes types, Sinks sinks)
    {
        var taint = new CardFlow(types, block.OperationBlocks);
        foreach (IOperation body in block.OperationBlocks)
        {
            foreach (IOperation operation in body.DescendantsAndSelf())
            {
                foreach ((IOperation value, string where) in sinks.Of(operation))
                {
                    if (taint.Find(value) is not { } what) continue;
                    block.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), what, where));
                }
            }
        }
    }
}
