using System.Collections.Immutable;
using CardSwitch.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CardSwitch.Tests.Analyzers;

public sealed class CardDataAnalyzerTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("CardSwitch.Iso8583", StringComparison.Ordinal)
                    || name == "netstandard.dll" || name.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("log.LogInformation(\"card {Card}\", pan.ToUnmaskedString());")]
    [InlineData("log.LogInformation(\"card {Card}\", view.GetText(Field.Pan));")]
    [InlineData("log.LogError(\"track {Track}\", view.GetText(35));")]
    [InlineData("log.LogWarning($\"pin {Convert.ToHexString(view[Field.PinData])}\");")]
    [InlineData("log.LogDebug(\"frame {Frame}\", view.Frame.ToArray());")]
    [InlineData("log.LogDebug(\"{Message}\", view.Describe(unmasked: true));")]
    [InlineData("log.LogDebug(\"{Value}\", pan.Value);")]
    [InlineData("throw new InvalidOperationException(pan.ToUnmaskedString());")]
    [InlineData("throw new InvalidOperationException(\"bad \" + view.GetText(Field.Track2));")]
    [InlineData("throw new Refused(view.GetText(Field.IccData));")]
    [InlineData("string text = $\"{pan.ToUnmaskedString()}\";")]
    [InlineData("string text = string.Format(\"{0}\", pan.ToUnmaskedString());")]
    [InlineData("string text = string.Join(',', pan.ToUnmaskedString(), \"x\");")]
    [InlineData("string text = \"card \" + Encoding.ASCII.GetString(view[Field.Pan]);")]
    [InlineData("new StringBuilder().Append(pan.ToUnmaskedString());")]
    [InlineData("Console.WriteLine(view.GetText(Field.Track1));")]
    [InlineData("System.Diagnostics.Activity.Current?.SetTag(\"card\", pan.ToUnmaskedString());")]
    [InlineData("System.Diagnostics.Trace.WriteLine(pan.ToUnmaskedString());")]
    [InlineData("var digits = pan.ToUnmaskedString(); var later = digits.Trim(); log.LogInformation(\"{Card}\", later);")]
    [InlineData("Span<byte> digits = stackalloc byte[19]; int n = pan.CopyTo(digits); Console.WriteLine(Encoding.ASCII.GetString(digits[..n]));")]
    [InlineData("byte[] digits = new byte[19]; pan.CopyTo(digits.AsSpan(0)); Console.WriteLine(Convert.ToHexString(digits));")]
    [InlineData("byte[] pin = new byte[16]; view.TryCopy(Field.PinData, pin, out _); log.LogInformation(\"{Pin}\", pin);")]
    [InlineData("byte[] copy = new byte[400]; view.Frame.CopyTo(copy); Console.WriteLine(Convert.ToHexString(copy));")]
    [InlineData("string kept = \"\"; kept = view.GetText(Field.Pan); Written(log, kept);")]
    [InlineData("string last = \"\"; for (int i = 0; i < 2; i++) { Console.WriteLine(last); last = pan.ToUnmaskedString(); }")]
    public async Task Card_data_on_its_way_out_fails_the_build(string statements) =>
        Assert.Equal(["CSW0001"], (await Diagnose(statements)).Select(d => d.Id).Distinct());

    [Theory]
    [InlineData("log.LogInformation(\"card {Card}\", pan);")]
    [InlineData("log.LogInformation(\"card {Card}\", pan.ToString());")]
    [InlineData("throw new InvalidOperationException($\"{pan} is not ours\");")]
    [InlineData("Console.WriteLine(view.MaskedText(Field.Pan));")]
    [InlineData("Console.WriteLine(view.Describe());")]
    [InlineData("Console.WriteLine($\"{view.Frame.Length} bytes, {view[Field.Pan].Length} of the card\");")]
    [InlineData("Console.WriteLine(view.GetText(Field.Rrn));")]
    [InlineData("Console.WriteLine($\"{view.TryGetPan(out Pan found)} {found}\");")]
    [InlineData("Console.WriteLine(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(view.Frame)));")]
    [InlineData("string whole = pan.ToUnmaskedString(); Use(whole);")]
    [InlineData("Span<byte> digits = stackalloc byte[19]; int n = pan.CopyTo(digits); Console.WriteLine(n);")]
    [InlineData("if (view[Field.Pan].SequenceEqual(view[Field.Track2])) throw new InvalidOperationException(\"same\");")]
    public async Task What_is_masked_or_says_nothing_of_the_card_passes(string statements) =>
        Assert.Empty(await Diagnose(statements));

    [Fact]
    public async Task The_place_and_what_stands_there_are_told()
    {
        Diagnostic found = Assert.Single(await Diagnose("Console.WriteLine(view.GetText(Field.Track2));"));
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
        Assert.Equal(
            "track 2 (DE 35) goes into the console: mask it (Pan.ToString, MessageView.MaskedText, MessageView.Describe)",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<ImmutableArray<Diagnostic>> Diagnose(string statements)
    {
        string source = $$"""
            using System;
            using System.Text;
            using CardSwitch.Iso8583;
            using Microsoft.Extensions.Logging;
            sealed class Refused : Exception { public Refused(string why) : base(why) { } }
            static partial class Program
            {
                [LoggerMessage(1, LogLevel.Information, "{Text}")]
                static partial void Written(ILogger log, string text);
                static partial void Written(ILogger log, string text) { }
                static void Use(string text) { }
                static void Run(MessageView view, Pan pan, ILogger log) { {{statements}} }
            }
            """;
        var compilation = CSharpCompilation.Create(
            "Sample", [CSharpSyntaxTree.ParseText(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return await compilation.WithAnalyzers([new CardDataAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
