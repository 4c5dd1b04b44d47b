using CardSwitch.Security;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class MacSectionTests
{
    private const string Protection = "00112233445566778899AABBCCDDEEFF";

    private const string Crypto = "\"crypto\": { \"protectionKeyFile\": \"p.key\", \"keys\": { \"mac\": \"mac.tr31\" } },";

    [Fact]
    public void Every_key_reaches_its_option()
    {
        StationOptions? options = Load(
            Crypto + "\"replayWindowSeconds\": 60,",
            "\"mac\": { \"verifyKey\": \"mac\", \"generateKey\": \"mac\", \"algorithm\": \"aes-cmac\", \"length\": 4, "
            + "\"fields\": [\"4\", \"7\", \"11\", \"37\"], \"maxFailures\": 2, \"takesKeys\": true, \"oldKeyMs\": 1000 }",
            out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        LinkMacOptions mac = options!.Listeners[0].Mac!;
        Assert.Equal((MacAlgorithm.AesCmac, 4, 2, true), (mac.Algorithm, mac.Length, mac.MaxFailures, mac.TakesKeys));
        Assert.Equal([4, 7, 11, 37], mac.Fields);
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), (mac.OldKeyFor, options.ReplayWindow));
        Assert.Equal(KeyUsage.MacCmac, options.Crypto!.Describe(mac.VerifyKey).Usage);
        byte[] code = new byte[8];
        Assert.Equal(CryptoStatus.Ok, options.Crypto.GenerateMac(mac.GenerateKey, mac.Algorithm, "data"u8, code));
        Assert.Equal(CryptoStatus.Ok, options.Crypto.VerifyMac(mac.VerifyKey, mac.Algorithm, "data"u8, code));
        options.Crypto.Dispose();
    }

    [Theory]
    [InlineData("", "\"mac\": { \"verifyKey\": \"mac\", \"generateKey\": \"mac\" }", "there is no key 'mac' in crypto.keys")]
    [InlineData(Crypto, "\"mac\": { \"verifyKey\": \"mac\" }", "listeners[0].mac.generateKey: is missing")]
    [InlineData(Crypto, "\"mac\": { \"verifyKey\": \"mac\", \"generateKey\": \"mac\", \"algorithm\": \"iso9797-3\" }", "a key for Algorithm3")]
    [InlineData(Crypto, "\"mac\": { \"verifyKey\": \"mac\", \"generateKey\": \"mac\", \"fields\": [\"x\"] }", "expected numbers of fields")]
    [InlineData("\"crypto\": { },", "\"signOn\": false", "expected either protectionKeyFile or protectionKeyVariable")]
    [InlineData(
        "\"crypto\": { \"protectionKeyVariable\": \"CARDSWITCH_NO_SUCH\" },", "\"signOn\": false", "expected an AES key of 32, 48 or 64")]
    [InlineData(
        "\"crypto\": { \"protectionKeyFile\": \"p.key\", \"keys\": { \"a\": \"p.key\" } },", "\"signOn\": false", "crypto.keys: 'a':")]
    public void What_is_wrong_is_told(string station, string listener, string expected)
    {
        Assert.Null(Load(station, listener, out IReadOnlyList<string> errors));
        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, error => error.Contains(Protection, StringComparison.Ordinal));
    }

    private static StationOptions? Load(string station, string listener, out IReadOnlyList<string> errors)
    {
        using var folder = new TemporaryFolder();
        string key = folder.Add("p.key", Protection);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var provider = new SoftwareCrypto(Convert.FromHexString(Protection)))
        {
            folder.Add("mac.tr31", provider.GenerateKeyBlock(KeyUsage.MacCmac, KeyAlgorithm.Aes, 128));
        }
        return StationFile.TryLoad(
            folder.Add("station.json", $"{{ {station} \"listeners\": [{{ \"name\": \"shops\", \"port\": 5000, {listener} }}] }}"), out errors);
    }
}
