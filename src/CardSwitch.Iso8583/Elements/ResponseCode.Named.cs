namespace CardSwitch.Iso8583;

// The codes of the 1987 edition that a switch or its neighbours name in code; 63 is called by its use here.
public readonly partial struct ResponseCode
{
    public static ResponseCode Approved => new(('0' << 8) | '0');

    public static ResponseCode ReferToIssuer => new(('0' << 8) | '1');

    public static ResponseCode ReferToIssuerSpecialConditions => new(('0' << 8) | '2');

    public static ResponseCode InvalidMerchant => new(('0' << 8) | '3');

    public static ResponseCode PickUpCard => new(('0' << 8) | '4');

    public static ResponseCode DoNotHonor => new(('0' << 8) | '5');

    public static ResponseCode Error => new(('0' << 8) | '6');

    public static ResponseCode PickUpCardSpecialConditions => new(('0' << 8) | '7');

    public static ResponseCode HonorWithIdentification => new(('0' << 8) | '8');

    public static ResponseCode RequestInProgress => new(('0' << 8) | '9');

    public static ResponseCode PartialApproval => new(('1' << 8) | '0');

    public static ResponseCode ApprovedVip => new(('1' << 8) | '1');

    public static ResponseCode InvalidTransaction => new(('1' << 8) | '2');

    public static ResponseCode InvalidAmount => new(('1' << 8) | '3');

    public static ResponseCode InvalidCardNumber => new(('1' << 8) | '4');

    public static ResponseCode NoSuchIssuer => new(('1' << 8) | '5');

    public static ResponseCode ApprovedUpdateTrack3 => new(('1' << 8) | '6');

    public static ResponseCode CustomerCancellation => new(('1' << 8) | '7');

    public static ResponseCode ReenterTransaction => new(('1' << 8) | '9');

    public static ResponseCode InvalidResponse => new(('2' << 8) | '0');

    public static ResponseCode NoActionTaken => new(('2' << 8) | '1');

    public static ResponseCode SuspectedMalfunction => new(('2' << 8) | '2');

    public static ResponseCode RecordNotFound => new(('2' << 8) | '5');

    public static ResponseCode FormatError => new(('3' << 8) | '0');

    public static ResponseCode AcquirerNotSupported => new(('3' << 8) | '1');

    public static ResponseCode ExpiredCardPickUp => new(('3' << 8) | '3');

    public static ResponseCode SuspectedFraudPickUp => new(('3' << 8) | '4');

    public static ResponseCode RestrictedCardPickUp => new(('3' << 8) | '6');

    public static ResponseCode PinTriesExceededPickUp => new(('3' << 8) | '8');

    public static ResponseCode NoCreditAccount => new(('3' << 8) | '9');

    public static ResponseCode FunctionNotSupported => new(('4' << 8) | '0');

    public static ResponseCode LostCard => new(('4' << 8) | '1');

    public static ResponseCode StolenCard => new(('4' << 8) | '3');

    public static ResponseCode InsufficientFunds => new(('5' << 8) | '1');

    public static ResponseCode NoChequingAccount => new(('5' << 8) | '2');

    public static ResponseCode NoSavingsAccount => new(('5' << 8) | '3');

    public static ResponseCode ExpiredCard => new(('5' << 8) | '4');

    public static ResponseCode IncorrectPin => new(('5' << 8) | '5');

    public static ResponseCode NoCardRecord => new(('5' << 8) | '6');

    public static ResponseCode CardholderNotPermitted => new(('5' << 8) | '7');

    public static ResponseCode TerminalNotPermitted => new(('5' << 8) | '8');

    public static ResponseCode SuspectedFraud => new(('5' << 8) | '9');

    public static ResponseCode AmountLimitExceeded => new(('6' << 8) | '1');

    public static ResponseCode RestrictedCard => new(('6' << 8) | '2');

    public static ResponseCode MacFailure => new(('6' << 8) | '3');

    public static ResponseCode OriginalAmountIncorrect => new(('6' << 8) | '4');

    public static ResponseCode FrequencyLimitExceeded => new(('6' << 8) | '5');

    public static ResponseCode ResponseTooLate => new(('6' << 8) | '8');

    public static ResponseCode PinTriesExceeded => new(('7' << 8) | '5');

    public static ResponseCode CutoverInProcess => new(('9' << 8) | '0');

    public static ResponseCode IssuerUnavailable => new(('9' << 8) | '1');

    public static ResponseCode NoRoute => new(('9' << 8) | '2');

    public static ResponseCode ViolationOfLaw => new(('9' << 8) | '3');

    public static ResponseCode DuplicateTransmission => new(('9' << 8) | '4');

    public static ResponseCode ReconcileError => new(('9' << 8) | '5');

    public static ResponseCode SystemMalfunction => new(('9' << 8) | '6');
}
