using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Models;

/// <summary>Whether an answer is one to what the shop sent: each field that it echoes as it was.</summary>
internal static class ShopAnswers
{
    /// <summary>What is wrong, or null.</summary>
    internal static string? Difference(
        SimulatedNetwork network, MessageView answer, int number, in ShopTransaction transaction, bool isReversal, ResponseCode code)
    {
        MessageType asked = isReversal ? MessageType.Of(420) : ShopDesk.TypeOf(transaction.Kind);
        if (!answer.Type.IsResponse || answer.Type.Class != asked.Class) return $"asked with {asked}, answered with {answer.Type}";
        if (isReversal && transaction.Reversals == 0) return "an answer to a reversal that was never sent";
        if (!answer.TryGetInt32(Field.Stan, out int stan) || stan != (isReversal ? transaction.ReversalStan : transaction.Stan))
        {
            return $"DE 11 is {stan:D6} in the answer";
        }
        long transmission = isReversal ? transaction.ReversalTransmission : transaction.Transmission;
        if (answer.TryGetInt64(Field.TransmissionDateTime, out long sent) && sent != transmission) return "DE 7 differs in the answer";
        if (answer.TryGetPan(out Pan pan) && pan.Value != network.Cards[transaction.Card].Number) return "DE 2 differs in the answer";
        if (answer.TryGetInt32(Field.Currency, out int currency) && currency != transaction.Currency) return "DE 49 differs in the answer";
        if (!answer.TryGetInt64(Field.Amount, out long amount)) return null;
        bool isRight = amount == transaction.Amount
            || (code == ResponseCode.PartialApproval && amount < transaction.Amount)
            || (transaction.SentDifferent && amount == transaction.Amount + 1);
        return isRight ? null : $"DE 4 is {amount} in the answer to {transaction.Amount}";
    }
}
