// Fitted by scripts/fit-routing.mjs to 1227 tasks; not edited by hand.
import type { Direction } from './tier-score.ts';

/** Where a task without any feature would stand. */
export const bias: Direction = { harder: -0.813, ordinary: -1.076 };

/** By the name of the feature: towards harder, towards ordinary. */
export const featureWeights: Readonly<Record<string, readonly [number, number]>> = {
  words: [0.088, 0.172],
  'words in the last sentence': [-0.034, 0.286],
  sentences: [0.036, -0.275],
  'sentences that ask': [0.227, -0.009],
  'sentences that only tell': [-0.145, -0.005],
  'commas in a sentence': [0.378, 0.561],
  commas: [0.179, 0.099],
  'list items': [0.084, 0.018],
  questions: [0.533, -0.138],
  colons: [-0.326, 0.023],
  numbers: [-0.362, 0.054],
  'names as in code': [-0.933, -0.082],
  quotations: [-0.962, -0.493],
  'values to put for others': [-0.413, -0.411],
  'given: something': [-0.406, 0.022],
  'given: size': [-0.038, 0.272],
  'given: lines of one shape': [-0.25, -0.164],
  'given: marks': [0.018, 0.058],
  'given: digits': [-0.27, 0.18],
  'given: branches and loops': [0.94, 0.373],
  'given: asynchronous code': [0.691, 0.265],
  'given: locks and shared state in code': [0.426, -0.054],
  'given: database and transactions in code': [0.225, -0.121],
  'given: money and number arithmetic in code': [0.112, 0.139],
  'given: security in code': [0.025, -0.382],
  'given: time in code': [0.047, 0.391],
  'given: test code': [-0.626, 0.745],
  'given: results and reports': [-0.494, -0.017],
  'no plain request': [0.23, -0.281],
  'few words about code': [0.29, -0.045],
  'few words about code, and no plain request': [-0.118, 0.194],
  'a short question about what is given': [-0.112, -0.074],
  'tests of many cases': [0.276, 0.598],
  'tests of something with a name': [-0.669, -0.331],
  'asking words': [-0.016, 0.366],
  'asking words, first': [-0.255, -0.444],
  'asking words, in passing': [0, 0],
  'small edit': [-1.033, -0.357],
  'small edit, first': [-0.449, -0.337],
  'small edit, in passing': [0.047, 0.089],
  'set or replace a value': [-0.261, 0.112],
  'set or replace a value, first': [-0.635, -0.332],
  'set or replace a value, in passing': [-0.023, -0.156],
  'list, sort or extract': [-0.721, 0.017],
  'list, sort or extract, first': [-0.401, -0.188],
  'list, sort or extract, in passing': [0.059, 0.241],
  'count or look up': [-0.518, -0.267],
  'count or look up, first': [-0.254, -0.476],
  'count or look up, in passing': [-0.028, -0.073],
  'convert or format': [-0.675, -0.251],
  'convert or format, first': [-0.224, -0.104],
  'convert or format, in passing': [0, 0],
  'short text': [-1.087, -0.283],
  'short text, first': [-0.179, 0.18],
  'short text, in passing': [-0.293, 0.173],
  'sample data': [-0.7, -0.119],
  'sample data, first': [-0.043, 0.221],
  'sample data, in passing': [0.187, 0.038],
  'narrow scope': [-0.355, -0.318],
  'narrow scope, first': [0.266, -0.291],
  'narrow scope, in passing': [-0.11, 0.01],
  'write tests': [-0.039, 0.92],
  'write tests, first': [-0.241, 0.457],
  'write tests, in passing': [-0.057, 0.505],
  review: [0.353, 0.881],
  'review, first': [0.233, 0.381],
  'review, in passing': [0.029, 0.05],
  'propose or rank': [0.229, 1.277],
  'propose or rank, first': [0.041, 0.314],
  'propose or rank, in passing': [0.269, 0.357],
  'group or compare': [0.317, 0.78],
  'group or compare, first': [-0.015, 0.759],
  'group or compare, in passing': [-0.052, 0.107],
  restructure: [0.276, 0.663],
  'restructure, first': [-0.025, 0.221],
  'restructure, in passing': [0.164, -0.093],
  'find a fault': [0.314, 0.521],
  'find a fault, first': [0.491, 0.25],
  'find a fault, in passing': [0.238, 0.381],
  'prove or guarantee': [0.856, -0.665],
  'prove or guarantee, first': [0.258, -0.111],
  'prove or guarantee, in passing': [0.179, 0.063],
  'invariants and formal models': [0.696, -0.634],
  'invariants and formal models, first': [0.269, -0.166],
  'invariants and formal models, in passing': [-0.027, 0.01],
  concurrency: [0.497, -0.634],
  'concurrency, first': [-0.108, 0.042],
  'concurrency, in passing': [0.119, -0.188],
  distribution: [0.642, -0.445],
  'distribution, first': [0.036, -0.075],
  'distribution, in passing': [-0.292, -0.193],
  'messages and events': [0.554, -0.274],
  'messages and events, first': [-0.108, 0.073],
  'messages and events, in passing': [0.033, -0.026],
  'data integrity and money': [0.471, -0.722],
  'data integrity and money, first': [-0.201, 0.026],
  'data integrity and money, in passing': [0.385, -0.414],
  'security analysis': [0.506, -0.712],
  'security analysis, first': [0.053, -0.134],
  'security analysis, in passing': [0.141, -0.132],
  'change without downtime': [0.738, -0.24],
  'change without downtime, first': [0.159, -0.018],
  'change without downtime, in passing': [0.031, -0.174],
  'capacity and incidents': [0.001, -0.705],
  'capacity and incidents, first': [0.096, -0.221],
  'capacity and incidents, in passing': [0.332, -0.317],
  'statistics and models': [0.276, -0.589],
  'statistics and models, first': [0.078, -0.063],
  'statistics and models, in passing': [0.075, 0.015],
  'design from scratch': [0.754, -0.441],
  'design from scratch, first': [0.486, 0.157],
  'design from scratch, in passing': [0.156, -0.129],
  'is it safe': [0.943, -0.024],
  'is it safe, first': [0.665, -0.105],
  'is it safe, in passing': [0.25, -0.093],
  'rare or puzzling symptoms': [0.752, -0.111],
  'rare or puzzling symptoms, first': [0.047, -0.21],
  'rare or puzzling symptoms, in passing': [0.08, -0.013],
  'crashes and retries': [0.453, -0.028],
  'crashes and retries, first': [0.194, -0.07],
  'crashes and retries, in passing': [0.273, -0.211],
  'test tools': [-0.256, 0.722],
  'test tools, first': [-0.246, 0.454],
  'test tools, in passing': [-0.153, 0.303],
  'user interface and endpoints': [0.008, 0.762],
  'user interface and endpoints, first': [0.066, 0.33],
  'user interface and endpoints, in passing': [0.125, 0.428],
  'gates and reports': [0.043, 0.456],
  'gates and reports, first': [0.23, -0.113],
  'gates and reports, in passing': [-0.125, 0.157],
  'several systems': [0.352, -0.48],
  'several systems, first': [0.343, -0.188],
  'several systems, in passing': [0.146, -0.302],
  'large numbers': [0.002, -0.253],
  'large numbers, first': [0, 0],
  'large numbers, in passing': [0.122, -0.259],
};

/** Words by their first five letters, towards harder, towards ordinary. */
export const wordWeights = `
about 0.031 0.036 | accep -0.049 -0.035 | acces 0.083 -0.059 | accou 0.036 0.028 | acros 0.014 -0.056 | add -0.208 0.09 | addre -0.016 0.043 |
admin 0.001 -0.048 | after -0.047 0.034 | again 0.09 0.017 | agree -0.082 -0.052 | all 0.001 -0.051 | alone -0.026 0.032 | alrea 0.035 0.049 |
alway 0.065 -0.044 | analy 0.085 -0.047 | and 0.426 0.311 | anoth 0.136 -0.087 | answe 0.017 0.024 | any -0.023 -0.088 | api 0.149 0.107 |
app 0.077 0.017 | archi -0.083 0.011 | are -0.063 0.007 | asser -0.127 -0.018 | attac 0.091 -0.013 | audit -0.116 -0.067 | autom -0.018 0.026 |
back 0.033 0.002 | based 0.002 -0.019 | baske 0.059 -0.033 | befor -0.037 0.072 | behav 0.014 0.009 | below -0.116 -0.021 | bench -0.008 0.022 |
betwe 0.044 0.025 | billi 0.02 -0.004 | bitte -0.013 0.058 | block -0.058 0.001 | body -0.035 0.036 | both 0.028 -0.019 | bound 0.047 -0.039 |
branc -0.115 0.069 | break 0.073 0.122 | broke 0.007 -0.026 | bug -0.022 -0.014 | build 0.067 -0.112 | but 0.028 0.095 | butto -0.038 -0.031 |
cache 0.161 -0.092 | calle -0.037 -0.005 | calls 0.015 0.036 | can 0.115 -0.001 | cart -0.029 0.01 | case 0.018 -0.028 | cases 0.012 0.101 |
cause -0.004 0.003 | chang 0.146 0.109 | check 0.114 0.092 | class -0.068 0.013 | clien -0.016 0.076 | clock 0.117 -0.011 | code 0.082 -0.006 |
colum -0.047 -0.055 | combi 0.006 0.038 | comme -0.116 -0.036 | commi -0.051 0.012 | compa 0.053 -0.025 | compl 0.018 0.021 |
compo -0.024 0.031 | con 0.006 0.047 | concu -0.024 0.014 | condi 0.002 -0.018 | confi 0.093 0.098 | consi 0.067 -0.053 | const -0.022 -0.049 |
consu -0.015 0.066 | conta -0.034 0.004 | conte -0.015 -0.007 | contr 0.098 -0.033 | conve 0.037 0.012 | corre -0.016 -0.01 |
could -0.018 -0.106 | count 0.122 0.05 | cover 0.019 0.03 | crash 0.056 -0.016 | creat -0.035 0.029 | crite -0.011 0.034 | csv -0.07 -0.021 |
curre -0.048 0 | custo 0.116 0.018 | dans -0.017 -0.009 | data 0.042 0.025 | datab 0.135 -0.024 | date -0.082 0.013 | day 0.082 0.087 |
days -0.169 -0.135 | decid 0.022 0 | defin 0.042 -0.006 | delet 0.014 -0.021 | den -0.033 0.035 | depen 0.09 0.086 | deplo 0.021 0.016 |
der 0.01 0.07 | deriv 0.083 -0.048 | des 0.059 0.016 | descr 0 -0.002 | desig 0.081 -0.025 | detec -0.037 -0.047 | deter 0.038 -0.004 |
die -0.058 0.041 | diffe 0.155 -0.01 | disco 0.039 0.009 | distr -0.112 0.047 | docum -0.023 0.03 | does -0.027 -0.051 | doubl 0.203 -0.04 |
down 0.041 0.024 | drift 0.06 -0.036 | drop 0.041 -0.042 | dupli -0.057 0.024 | e2e -0.078 0.002 | each -0.115 0.05 | else 0.003 -0.031 |
empty -0.138 0.004 | end 0.018 -0.007 | endpo -0.008 0.101 | engin 0.017 -0.032 | enoug -0.053 0.016 | envir 0.008 -0.045 | error 0.007 0.009 |
evalu 0.02 0.002 | event 0.093 0.034 | every 0.108 0.017 | evide 0.168 -0.102 | exact -0.009 -0.047 | examp -0.036 -0.052 | exist 0.047 0.037 |
expec -0.016 -0.02 | expir 0.012 0.055 | expla 0.175 0.117 | expor 0.051 -0.051 | extra -0.036 -0.019 | fail -0.001 -0.021 |
faili -0.031 -0.025 | fails 0.022 0.062 | failu -0.035 -0.022 | fake 0.042 0.083 | featu -0.042 0.043 | field -0.066 0.111 | file -0.207 -0.085 |
files -0.066 0.054 | find 0.26 -0.057 | findi 0.029 0.101 | first -0.073 0.064 | five -0.033 0.104 | fix 0.003 0.008 | fixtu 0.017 0.104 |
flag -0.103 -0.031 | flaky -0.03 -0.077 | folde -0.024 0.022 | for 0.022 0.164 | form -0.097 0.063 | forma 0.043 0.027 | four 0.012 -0.032 |
free 0.068 -0.006 | from -0.033 -0.113 | funct -0.011 0.039 | fur 0.019 0.03 | gate -0.039 0.043 | gatew 0.054 -0.066 | gener -0.02 -0.009 |
get -0.02 0.094 | give -0.047 -0.168 | goes 0.056 0.077 | got -0.011 -0.05 | green 0.059 0.045 | group -0.119 0.011 | hand -0.029 0.053 |
handl 0.053 0.013 | happe 0.038 -0.041 | has -0.185 0.013 | have -0.058 -0.077 | heade -0.053 -0.013 | helpe -0.039 0.015 | here 0.029 0.032 |
histo -0.005 0.027 | how 0.042 -0.096 | http -0.058 -0.003 | ids -0.015 0.002 | impor -0.03 -0.066 | incid -0.037 -0.036 | inclu 0.061 -0.006 |
input 0.053 0.009 | inste -0.033 0.043 | integ 0.083 0.059 | inter 0.037 -0.063 | into -0.096 0.052 | inval 0.022 -0.017 | invar 0.019 -0.011 |
invoi 0.077 -0.02 | isola -0.039 -0.001 | items 0.019 0.072 | its -0.094 0.057 | job 0.225 -0.084 | json -0.08 -0.017 | just 0.005 -0.025 |
keep -0.037 0.052 | key 0.086 -0.02 | keys -0.073 0.025 | label -0.07 -0.035 | last 0.155 0 | leave -0.041 0.012 | left 0.004 -0.033 |
les 0.009 0.029 | level -0.062 -0.053 | libra -0.005 0.062 | like -0.054 -0.04 | limit 0.036 0.081 | line -0.263 -0.095 | lines -0.028 -0.018 |
list -0.013 0.079 | live 0.043 0.027 | load 0.106 -0.092 | local -0.041 -0.026 | log -0.04 0.028 | login -0.016 0.005 | logs 0.001 0.054 |
look 0.156 0.022 | los 0.004 0.015 | lost 0.049 -0.047 | mail -0.044 0.058 | make 0.043 -0.03 | many -0.054 0.019 | markd -0.099 -0.07 |
marke -0.005 0.008 | match -0.01 0.021 | matri -0.018 0.091 | may 0.119 -0.166 | merge -0.034 -0.034 | messa 0.065 -0.122 | metho 0.019 -0.034 |
migra 0.064 -0.065 | minut -0.014 0.069 | missi -0.066 0.104 | mobil 0.041 -0.001 | model 0.113 -0.142 | modul -0.001 0.069 |
month 0.003 -0.038 | more -0.108 -0.057 | most 0 0.024 | move -0.049 -0.014 | multi 0.023 0 | must 0.022 0.042 | name -0.105 -0.043 |
names -0.095 0.023 | need -0.146 -0.002 | needs 0.123 0.011 | negat -0.057 -0.054 | never 0.093 0.031 | new -0.011 0.053 | next -0.123 -0.032 |
night 0.068 0.018 | nobod -0.017 -0.056 | node 0.075 -0.023 | not 0.14 -0.035 | nothi -0.004 -0.068 | now -0.036 -0.087 | npm -0.099 -0.035 |
numbe -0.134 0.003 | objec 0.039 0.01 | offli 0.018 0.016 | old 0.044 0.003 | once 0.07 -0.029 | one 0.039 -0.158 | ones 0.037 0.073 |
only -0.116 0.085 | open -0.056 0.043 | optim -0.038 -0.02 | order 0.22 0.144 | other -0.031 0.074 | our 0.345 0.131 | out 0.056 0.002 |
outpu -0.103 -0.045 | over 0.084 0.055 | own 0.088 -0.053 | owner 0.001 -0.042 | p50 0.117 0.003 | packa -0.085 0.013 | page -0.003 0.107 |
para -0.035 0.07 | param 0.018 0 | parse 0.011 0.028 | parti -0.042 0.001 | pass -0.017 0.007 | passe 0.006 0.053 | passw -0.158 0.053 |
path -0.02 -0.072 | payme 0.095 -0.015 | peopl -0.093 -0.063 | per 0.055 0.034 | perce -0.053 -0.027 | permi 0.037 0.022 | phone 0.024 -0.068 |
plan -0.068 0.102 | playw -0.014 0.011 | pleas 0.22 0.02 | point 0.011 0.011 | possi 0.042 -0.01 | post 0.061 0.006 | postg 0.032 0.031 |
prese -0.107 -0.004 | price -0.049 -0.063 | print -0.045 -0.034 | proce 0.07 -0.072 | produ 0.012 -0.062 | profi 0.084 -0.051 |
proje 0.009 -0.005 | prope 0.059 -0.058 | propo 0.024 0.087 | prove 0.031 -0.027 | provi 0.033 0.023 | prueb -0.046 0.066 | pull 0.007 0.114 |
put -0.051 -0.028 | quant 0.062 0.044 | que 0.025 0 | queue 0.059 -0.044 | quick 0.088 -0.046 | rate 0.008 0.05 | read 0.102 -0.012 |
readm -0.075 -0.052 | real 0.069 0.129 | reaso 0.05 -0.028 | recom 0.098 -0.079 | recon -0.005 0.002 | red 0.034 0.1 | redis 0.048 0.019 |
refre 0.062 -0.062 | refun -0.033 0.023 | regio 0.043 -0.05 | regis -0.026 0.034 | regre 0.023 0.034 | relea -0.084 0.043 | remov 0.043 -0.026 |
renam -0.02 0.028 | repla -0.053 0.04 | repli 0.019 -0.02 | repor -0.017 0.148 | reque 0.002 0.09 | requi -0.056 0.039 | respo 0.027 0.032 |
rest 0.055 0.025 | resul -0.047 -0.053 | retri 0.037 0.012 | retry 0.053 0.006 | retur -0.091 -0.043 | revie 0.109 0.021 | rewri -0.101 -0.008 |
right 0.188 -0.031 | risk 0.1 -0.112 | rollb 0.044 0.004 | row -0.025 -0.053 | rows 0.085 -0.059 | rule -0.03 0.042 | rules 0.112 0.076 |
run -0.011 0.027 | runs 0.059 -0.076 | same 0.039 -0.011 | sampl 0.033 -0.078 | say 0.065 0.089 | says 0.007 0.021 | scena -0.03 0.006 |
sched 0.044 -0.042 | schem -0.031 -0.033 | scrip 0.003 0.142 | searc 0.084 0.002 | secon -0.035 -0.038 | secur 0.051 0.002 | see 0.032 -0.008 |
sente -0.088 -0.018 | seque 0.145 -0.079 | serve 0.097 0.069 | servi 0.062 -0.074 | sessi 0.013 0.019 | set -0.003 0.052 | setup 0.001 0.083 |
seven 0.028 0.017 | sever -0.075 -0.074 | share 0.163 0.093 | short 0.022 0.004 | shoul -0.152 0.078 | show 0.209 -0.066 | shows -0.017 0.053 |
sign -0.062 -0.011 | since -0.039 0.112 | six -0.095 0.011 | smoke -0.058 0.07 | snaps 0.032 -0.032 | some 0.002 0.032 | somet 0.066 -0.089 |
spec -0.105 -0.022 | speci 0.041 -0.014 | specs 0.026 0.145 | split 0.045 0.02 | stagi 0.032 0.04 | start 0.015 -0.007 | state 0.003 0.018 |
stati 0.015 -0.008 | statu -0.093 -0.001 | stay -0.002 -0.044 | step -0.053 0.088 | steps -0.022 -0.011 | still 0.061 -0.041 | stock 0.04 0.01 |
stop 0.096 -0.056 | store 0.027 -0.06 | strat 0.021 -0.015 | strin -0.094 -0.073 | sugge -0.002 0.063 | suite -0.011 0.005 | summa 0.077 0.092 |
suppo -0.018 0.062 | table -0.197 -0.052 | tag -0.035 -0.049 | take -0.085 -0.018 | takes -0.011 0.041 | team -0.1 0 | teams -0.009 -0.043 |
tell -0.032 0.003 | ten -0.107 0.007 | tenan 0.066 -0.02 | test -0.19 -0.17 | teste 0.064 0.009 | testi -0.038 0.038 | tests 0.306 0.499 |
text -0.111 -0.052 | than -0.039 -0.06 | that 0.256 -0.309 | the -0.229 -0.196 | their -0.032 0.018 | them 0.071 0.076 | then -0.009 0.013 |
there -0.017 -0.082 | these -0.022 0.213 | they 0.039 -0.045 | this -0.337 -0.38 | those -0.014 -0.003 | threa -0.052 -0.078 |
three -0.031 -0.088 | thres -0.012 0.077 | throu 0.111 -0.023 | ticke -0.047 0.04 | time 0.031 0.084 | timeo -0.002 -0.038 |
times -0.027 -0.041 | title -0.099 -0.074 | token 0.023 -0.072 | too 0.016 0.02 | total 0.112 -0.05 | touch -0.06 0.043 | trace 0.031 -0.026 |
trans -0.032 0.03 | true 0.055 -0.013 | turn -0.012 -0.023 | twice 0.077 0.014 | two -0.023 -0.04 | type -0.036 0.03 | types -0.005 0.051 |
una -0.011 0.037 | und 0.128 0.207 | under 0.154 -0.082 | unit -0.096 -0.162 | unkno 0.044 0.179 | until -0.121 -0.036 | updat 0.035 0.068 |
upgra -0.053 0.033 | uploa -0.006 -0.03 | use -0.095 -0.055 | user 0.056 0.008 | users 0.042 0.145 | using 0.01 0.028 | valid -0.051 0.075 |
value -0.089 0.018 | verif 0.059 -0.024 | versi -0.047 -0.011 | vites -0.092 -0.009 | want -0.031 -0.072 | was -0.025 -0.021 | way 0.059 0.039 |
webho -0.009 0 | week 0.035 0.034 | were -0.047 -0.04 | what 0.059 0.248 | when 0.131 -0.119 | where 0.022 -0.073 | wheth 0.033 0.005 |
which -0.065 0.071 | while 0.069 -0.037 | who 0.006 0.003 | whole -0.089 -0.034 | why 0.055 0.066 | will -0.025 -0.058 | windo 0.096 0.02 |
with -0.032 0.121 | withi 0.118 -0.037 | witho 0.093 0.017 | word -0.136 -0.066 | work 0.094 -0.038 | worke 0.02 -0.012 | worst -0.033 -0.031 |
would 0.155 -0.044 | write -0.071 0.018 | writt 0.016 0.04 | wrong 0.02 0.006 | yaml -0.037 -0.013 | year 0.055 -0.006 | years 0.055 -0.028 |
you -0.191 0.104
`;
