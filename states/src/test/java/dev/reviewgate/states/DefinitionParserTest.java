package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionParserTest {
    private final DefinitionParser parser = new DefinitionParser(Set.of("arn:aws:states:::lambda:invoke"), true);

    /** {@code ^} stands for the resource that is supported, {@code #} for the processor of a Map, {@code %} for one of a distributed Map. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Type':'Parallel','End':true} | State 'S', field 'Type': Parallel is not supported",
                "{'Type':'Map','End':true} | State 'S', field 'ItemProcessor': is missing",
                "{'Type':'Map','ItemsPath':'$.a','End':true} | State 'S', field 'ItemsPath': JSONPath is not supported, only JSONata",
                "{'Type':'Map','Items':5,#,'End':true} | State 'S', field 'Items': must be an array or a JSONata expression, not 5",
                "{'Type':'Map','MaxConcurrency':-1,#,'End':true} | State 'S', field 'MaxConcurrency': must be an integer of at least 0 or a JSONata expression, not -1",
                "{'Type':'Map','ToleratedFailurePercentage':101,#,'End':true} | State 'S', field 'ToleratedFailurePercentage': must be a number from 0 to 100",
                "{'Type':'Map','Iterator':{},#,'End':true} | State 'S', field 'Iterator': not supported",
                "{'Type':'Map','Label':'l',#,'End':true} | State 'S', field 'Label': only a Map whose Mode is DISTRIBUTED may have it",
                "{'Type':'Map','ItemReader':{},#,'End':true} | State 'S', field 'ItemReader': only a Map whose Mode is DISTRIBUTED may have it",
                "{'Type':'Map',%,'Label':'a b','End':true} | State 'S', field 'Label': 'a b' must have 1 to 40 characters, none of them special",
                "{'Type':'Map',%,'ItemBatcher':{},'End':true} | State 'S', ItemBatcher, field 'MaxItemsPerBatch': at least one of",
                "{'Type':'Map',%,'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','ReaderConfig':{'InputType':'CSV'}},'End':true} | State 'S', ItemReader, ReaderConfig, field 'InputType': CSV is not supported, only JSON",
                "{'Type':'Map',%,'ItemReader':{'Resource':'arn:aws:states:::s3:getObject'},'End':true} | State 'S', ItemReader, field 'ReaderConfig': JSON must be given",
                "{'Type':'Map',%,'ItemReader':{'Resource':'arn:aws:states:::dynamodb:scan'},'End':true} | State 'S', ItemReader, field 'Resource': arn:aws:states:::dynamodb:scan is not supported; supported are [arn:aws:states:::s3:getObject, arn:aws:states:::s3:listObjectsV2]",
                "{'Type':'Map',%,'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','WriterConfig':{}},'End':true} | State 'S', ResultWriter, field 'WriterConfig': not supported",
                "{'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED'},'StartAt':'P','States':{'P':{'Type':'Succeed'}}},'End':true} | State 'S', ItemProcessor, ProcessorConfig, field 'ExecutionType': is missing",
                "{'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'TURBO'},'StartAt':'P','States':{'P':{'Type':'Succeed'}}},'End':true} | State 'S', ItemProcessor, ProcessorConfig, field 'Mode': must be one of [INLINE, DISTRIBUTED], not 'TURBO'",
                "{'Type':'Map','ItemProcessor':{'StartAt':'Q','States':{'P':{'Type':'Succeed'}}},'End':true} | State 'S', ItemProcessor, field 'StartAt': there is no state 'Q'",
                "{'Type':'Map','ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','Next':'S'}}},'End':true} | State 'P', field 'Next': there is no state 'S'",
                "{'Type':'Map','ItemProcessor':{'StartAt':'S','States':{'S':{'Type':'Succeed'}}},'End':true} | State 'S': there is another state of that name",
                "{'Type':'Map','ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','Assign':{'x':1},'End':true}}},'Assign':{'x':2},'End':true} | State 'P', field 'Assign': 'x' is a variable of the states around the Map",
                "{'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'EXPRESS'},'StartAt':'P','States':{'P':{'Type':'Task','Resource':'^.waitForTaskToken','End':true}}},'End':true} | State 'P', field 'Resource': arn:aws:states:::lambda:invoke.waitForTaskToken cannot be called by an EXPRESS child",
                "{'Type':'Paas','End':true} | State 'S', field 'Type': unknown state type 'Paas'",
                "{'End':true} | State 'S', field 'Type': is missing",
                "[] | State 'S': expected an object, not []",
                "{'Type':'Pass','QueryLanguage':'JSONPath','End':true} | State 'S', field 'QueryLanguage': JSONPath is not supported, only JSONata",
                "{'Type':'Pass','InputPath':'$','End':true} | State 'S', field 'InputPath': JSONPath is not supported, only JSONata",
                "{'Type':'Pass','Colour':'red','End':true} | State 'S', field 'Colour': not supported",
                "{'Type':'Pass','Comment':1,'End':true} | State 'S', field 'Comment': must be a string",
                "{'Type':'Pass'} | State 'S', field 'Next': exactly one of Next and \"End\": true must be given",
                "{'Type':'Pass','End':true,'Next':'S'} | State 'S', field 'Next': exactly one of Next and \"End\": true must be given",
                "{'Type':'Pass','End':'yes'} | State 'S', field 'End': must be true or false",
                "{'Type':'Pass','Next':'T'} | State 'S', field 'Next': there is no state 'T'",
                "{'Type':'Pass','Next':'S'} | State machine: no state ends the execution",
                "{'Type':'Pass','Output':{'a':['{% 1 + %}']},'End':true} | State 'S', field 'Output': the JSONata expression '1 +' is not valid",
                "{'Type':'Pass','Assign':{'states':1},'End':true} | State 'S', field 'Assign': 'states' is not a name for a variable",
                "{'Type':'Pass','Assign':'{% {} %}','End':true} | State 'S', field 'Assign': must be an object",
                "{'Type':'Wait','End':true} | State 'S', field 'Seconds': exactly one of Seconds and Timestamp must be given",
                "{'Type':'Wait','Seconds':-1,'End':true} | State 'S', field 'Seconds': must be an integer from 0 to 99999999 or a JSONata expression, not -1",
                "{'Type':'Wait','Seconds':'5','End':true} | State 'S', field 'Seconds': must be an integer",
                "{'Type':'Wait','Timestamp':'tomorrow','End':true} | State 'S', field 'Timestamp': must be an ISO 8601 timestamp with an offset",
                "{'Type':'Choice','Default':'S'} | State 'S', field 'Choices': is missing",
                "{'Type':'Choice','Choices':[]} | State 'S', field 'Choices': must be an array that is not empty",
                "{'Type':'Choice','Choices':[{'Next':'S'}]} | State 'S', Choices[0], field 'Condition': is missing",
                "{'Type':'Choice','Choices':[{'Variable':'$.a','Next':'S'}]} | State 'S', Choices[0], field 'Variable': JSONPath is not supported, only JSONata",
                "{'Type':'Choice','Choices':[{'Condition':'yes','Next':'S'}]} | State 'S', Choices[0], field 'Condition': must be a boolean or a JSONata expression",
                "{'Type':'Succeed','End':true} | State 'S', field 'End': not supported",
                "{'Type':'Fail','Error':1} | State 'S', field 'Error': must be a string or a JSONata expression, not 1",
                "{'Type':'Task','End':true} | State 'S', field 'Resource': is missing",
                "{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true} | State 'S', field 'Resource': arn:aws:states:::sqs:sendMessage is not supported; supported are [arn:aws:states:::lambda:invoke]",
                "{'Type':'Task','Resource':'^.sync','End':true} | State 'S', field 'Resource': arn:aws:states:::lambda:invoke.sync is not supported",
                "{'Type':'Task','Resource':'^','Credentials':{},'End':true} | State 'S', field 'Credentials': not supported",
                "{'Type':'Task','Resource':'^','Parameters':{},'End':true} | State 'S', field 'Parameters': JSONPath is not supported, only JSONata",
                "{'Type':'Task','Resource':'^','TimeoutSeconds':0,'End':true} | State 'S', field 'TimeoutSeconds': must be an integer from 1",
                "{'Type':'Task','Resource':'^','TimeoutSeconds':5,'HeartbeatSeconds':5,'End':true} | State 'S', field 'HeartbeatSeconds': must be smaller than TimeoutSeconds",
                "{'Type':'Task','Resource':'^','Retry':[{}],'End':true} | State 'S', Retry[0], field 'ErrorEquals': must be an array of strings that is not empty",
                "{'Type':'Task','Resource':'^','Retry':[{'ErrorEquals':['States.ALL','A']}],'End':true} | State 'S', Retry[0], field 'ErrorEquals': States.ALL must stand alone, and in the last entry only",
                "{'Type':'Task','Resource':'^','Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['A']}],'End':true} | State 'S', Retry[0], field 'ErrorEquals': States.ALL must stand alone",
                "{'Type':'Task','Resource':'^','Retry':[{'ErrorEquals':['A'],'BackoffRate':0.5}],'End':true} | State 'S', Retry[0], field 'BackoffRate': must be a number of at least 1.0, not 0.5",
                "{'Type':'Task','Resource':'^','Retry':[{'ErrorEquals':['A'],'MaxAttempts':-1}],'End':true} | State 'S', Retry[0], field 'MaxAttempts': must be an integer from 0",
                "{'Type':'Task','Resource':'^','Retry':[{'ErrorEquals':['A'],'IntervalSeconds':5,'MaxDelaySeconds':5}],'End':true} | State 'S', Retry[0], field 'MaxDelaySeconds': must be greater than IntervalSeconds",
                "{'Type':'Task','Resource':'^','Retry':[{'ErrorEquals':['A'],'JitterStrategy':'HALF'}],'End':true} | State 'S', Retry[0], field 'JitterStrategy': must be FULL or NONE, not 'HALF'",
                "{'Type':'Task','Resource':'^','Catch':[{'ErrorEquals':['A']}],'End':true} | State 'S', Catch[0], field 'Next': is missing",
                "{'Type':'Task','Resource':'^','Catch':[{'ErrorEquals':['A'],'Next':'T'}],'End':true} | State 'S', field 'Next': there is no state 'T'",
                "{'Type':'Task','Resource':'^','Catch':[{'ErrorEquals':['A'],'Next':'S','ResultPath':'$'}],'End':true} | State 'S', Catch[0], field 'ResultPath': JSONPath is not supported, only JSONata",
            })
    void aStateThatCannotBeInterpretedIsRefusedByName(String state, String message) {
        String json = state.replace("#", "'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Succeed'}}}")
                .replace(
                        "%,",
                        "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
                                + "'StartAt':'P','States':{'P':{'Type':'Succeed'}}},")
                .replace('\'', '"')
                .replace("^", "arn:aws:states:::lambda:invoke");
        String definition = "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"S\",\"States\":{\"S\":" + json + "}}";

        assertThatThrownBy(() -> parser.parse(definition))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | State machine: not valid JSON",
                "[] | State machine: expected an object",
                "{'StartAt':'S'} | State machine, field 'States': must be an object with at least one state",
                "{'States':{'S':{'Type':'Succeed','QueryLanguage':'JSONata'}}} | State machine, field 'StartAt': is missing",
                "{'QueryLanguage':'JSONata','StartAt':'T','States':{'S':{'Type':'Succeed'}}} | State machine, field 'StartAt': there is no state 'T'",
                "{'StartAt':'S','States':{'S':{'Type':'Succeed'}}} | State 'S', field 'QueryLanguage': JSONPath is not supported, only JSONata (JSONPath is the default)",
                "{'QueryLanguage':'XPath','StartAt':'S','States':{'S':{'Type':'Succeed'}}} | State machine, field 'QueryLanguage': must be JSONata, not 'XPath'",
                "{'QueryLanguage':'JSONata','Version':'2.0','StartAt':'S','States':{'S':{'Type':'Succeed'}}} | State machine, field 'Version': must be 1.0, not '2.0'",
                "{'QueryLanguage':'JSONata','TimeoutSeconds':0,'StartAt':'S','States':{'S':{'Type':'Succeed'}}} | State machine, field 'TimeoutSeconds': must be an integer from 1 to 99999999, not 0",
                "{'QueryLanguage':'JSONata','Processor':{},'StartAt':'S','States':{'S':{'Type':'Succeed'}}} | State machine, field 'Processor': not supported",
                "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Succeed'},'T':{'Type':'Succeed'}}} | State 'T' is not reachable",
            })
    void aMachineThatCannotBeInterpretedIsRefusedByName(String definition, String message) {
        assertThatThrownBy(() -> parser.parse(definition.replace('\'', '"')))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void stateNamesHaveAtMost80Characters() {
        String definition =
                "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"%s\",\"States\":{\"%s\":{\"Type\":\"Succeed\"}}}";

        assertThat(parser.parse(definition.replace("%s", "n".repeat(80))).states())
                .hasSize(1);
        assertThatThrownBy(() -> parser.parse(definition.replace("%s", "n".repeat(81))))
                .hasMessageContaining("must have 1 to 80 characters");
    }
}
